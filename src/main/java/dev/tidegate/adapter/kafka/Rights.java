package dev.tidegate.adapter.kafka;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import org.apache.kafka.common.acl.AclOperation;
import org.eclipse.microprofile.config.Config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a process must be allowed to do on Kafka to do its work. Writing what {@code POST /events}
 * takes, and reading refusals back, is no part of it: who wants that refused takes the right away.
 *
 * @param topics the operations that are needed on each topic
 * @param group the consumer group that it must be allowed to read as; empty when it reads nothing
 */
record Rights(Map<String, Set<AclOperation>> topics, Optional<String> group) {

    private static final List<String> READABLE =
            List.of(
                    Topics.DEPLOYMENTS,
                    Topics.ALERTS,
                    Topics.TIMERS,
                    Topics.COMMANDS,
                    Topics.VERDICTS);

    /** What the channels need that are switched on. */
    static Rights of(Config config) {
        Map<String, Set<AclOperation>> topics = new TreeMap<>();
        topics.put(Topics.ROLLOUTS, Set.of(WRITE));
        topics.put(Topics.CDEVENTS, Set.of(WRITE));
        topics.put(Topics.LIVE, Set.of(WRITE));
        List<String> read = READABLE.stream().filter(topic -> enabled(config, topic)).toList();
        if (read.isEmpty()) {
            return new Rights(topics, Optional.empty());
        }
        read.forEach(topic -> topics.put(topic, Set.of(READ)));
        topics.computeIfPresent(Topics.TIMERS, (_, _) -> Set.of(READ, WRITE));
        topics.put(Topics.DEAD_LETTERS, Set.of(WRITE));
        String group = "mp.messaging.connector.smallrye-kafka.group.id";
        return new Rights(topics, Optional.of(config.getValue(group, String.class)));
    }

    /** A channel has its topic's name without the prefix. */
    private static boolean enabled(Config config, String topic) {
        String channel = topic.substring(Topics.PREFIX.length());
        return config.getOptionalValue(
                        "mp.messaging.incoming.%s.enabled".formatted(channel), Boolean.class)
                .orElse(true);
    }

    /** Which of the rights are missing, each as Kafka's tools name it. */
    static List<String> missing(String of, Set<AclOperation> needed, Set<AclOperation> allowed) {
        return needed.stream()
                .filter(operation -> !allowed.contains(operation))
                .map(operation -> "%s on %s".formatted(operation, of))
                .sorted()
                .toList();
    }
}
