package dev.tidegate.sandbox;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Tidegate's topics, as {@code kafka/topics.sh} creates them, with one replica. */
final class BrokerTopics {

    static final List<String> ALL =
            List.of(
                    "tidegate.deployments",
                    "tidegate.alerts",
                    "tidegate.timers",
                    "tidegate.commands",
                    "tidegate.rollouts",
                    "tidegate.cdevents",
                    "tidegate.readings",
                    "tidegate.verdicts",
                    "tidegate.live",
                    "tidegate.dead-letters");

    /** Of those that keep the newest record of a key alone. */
    private static final Map<String, Map<String, String>> SETTINGS =
            Map.of(
                    "tidegate.live",
                    Map.of(
                            "cleanup.policy", "compact",
                            "segment.ms", "600000",
                            "min.cleanable.dirty.ratio", "0.1",
                            "delete.retention.ms", "86400000"));

    private BrokerTopics() {}

    /** Makes them with {@code partitions} each; those that exist stay as they are. */
    static void create(Admin admin, int partitions) {
        for (String topic : ALL) {
            create(
                    admin,
                    new NewTopic(topic, partitions, (short) 1)
                            .configs(SETTINGS.getOrDefault(topic, Map.of())));
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + topic.name() + " was not made", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
