package dev.tidegate.adapter.kafka;

import java.util.List;
import java.util.Set;

/** Tidegate's topics, as {@code kafka/topics.sh} makes them. */
final class Topics {

    static final String PREFIX = "tidegate.";

    static final String DEPLOYMENTS = "tidegate.deployments";
    static final String ALERTS = "tidegate.alerts";
    static final String TIMERS = "tidegate.timers";
    static final String COMMANDS = "tidegate.commands";
    static final String ROLLOUTS = "tidegate.rollouts";
    static final String CDEVENTS = "tidegate.cdevents";
    static final String READINGS = "tidegate.readings";
    static final String VERDICTS = "tidegate.verdicts";
    static final String LIVE = "tidegate.live";
    static final String DEAD_LETTERS = "tidegate.dead-letters";

    static final List<String> ALL =
            List.of(
                    DEPLOYMENTS,
                    ALERTS,
                    TIMERS,
                    COMMANDS,
                    ROLLOUTS,
                    CDEVENTS,
                    READINGS,
                    VERDICTS,
                    LIVE,
                    DEAD_LETTERS);

    /** Those of the evidence: without them releases are as they would be without analysis. */
    static final Set<String> EVIDENCE = Set.of(READINGS, VERDICTS, LIVE);

    private Topics() {}
}
