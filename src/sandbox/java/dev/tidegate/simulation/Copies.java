package dev.tidegate.simulation;

import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.util.List;

/** Records that come again, late and in another order: a producer that tried again, a mirror. */
final class Copies {

    private static final int MOST = 3;

    private Copies() {}

    /** Adds copies of some records of one topic. */
    static void into(List<Act> acts, Choices choices) {
        List<Topic> topics = List.of(Topic.DEPLOYMENTS, Topic.ALERTS, Topic.TIMERS, Topic.COMMANDS);
        Topic topic = topics.get(choices.next(topics.size()));
        Duration at = Events.some(choices);
        for (int i = 1 + choices.next(MOST); i > 0; i--) {
            int back = choices.next(choices.oneIn(2) ? 2 : 8);
            acts.add(
                    new Act(
                            at,
                            "the record that is %d before the last of %s comes again"
                                    .formatted(back, topic),
                            world -> world.copy(topic, back)));
            at = at.plusMillis(choices.next(5_000));
        }
    }
}
