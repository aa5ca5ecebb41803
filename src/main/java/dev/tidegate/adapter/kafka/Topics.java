package dev.tidegate.adapter.kafka;

import java.util.List;

/** Tidegate's topics, as {@code kafka/topics.sh} makes them. */
final class Topics {

    static final String PREFIX = "tidegate.";

    static final String DEPLOYMENTS = "tidegate.deployments";
    static final String ALERTS = "tidegate.alerts";
    static final String TIMERS = "tidegate.timers";
    static final String COMMANDS = "tidegate.commands";
    static final String ROLLOUTS = "tidegate.rollouts";
    static final String CDEVENTS = "tidegate.cdevents";
    static final String DEAD_LETTERS = "tidegate.dead-letters";

    static final List<String> ALL =
            List.of(DEPLOYMENTS, ALERTS, TIMERS, COMMANDS, ROLLOUTS, CDEVENTS, DEAD_LETTERS);

    private Topics() {}
}
