package dev.tidegate.adapter.streams;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Whether the analysis can begin: without its topics Kafka Streams would end instead of waiting.
 */
final class AnalysisTopics {

    private AnalysisTopics() {}

    /**
     * What is wrong with them; empty when all are there.
     *
     * @param broker the {@code kafka.*} settings
     */
    static Optional<String> trouble(Map<String, Object> broker) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "tidegate-analysis-topics");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
        try (Admin admin = Admin.create(settings)) {
            return told(partitions(admin));
        } catch (TopicTrouble e) {
            return Optional.of("topic %s: %s".formatted(e.topic, KafkaTrouble.of(e)));
        } catch (KafkaException e) {
            return Optional.of(KafkaTrouble.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Kafka is no longer asked: the process ends");
        }
    }

    private static Map<String, Integer> partitions(Admin admin)
            throws TopicTrouble, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        for (var topic :
                admin.describeTopics(AnalysisTopology.TOPICS).topicNameValues().entrySet()) {
            partitions.put(topic.getKey(), count(topic.getKey(), topic.getValue()));
        }
        return partitions;
    }

    private static int count(String name, KafkaFuture<TopicDescription> topic)
            throws TopicTrouble, InterruptedException {
        try {
            return topic.get().partitions().size();
        } catch (ExecutionException e) {
            throw new TopicTrouble(name, e);
        }
    }

    /** What is told of their numbers of partitions; a service is in the same one of both. */
    static Optional<String> told(Map<String, Integer> partitions) {
        int readings = partitions.getOrDefault(ReadingCodec.TOPIC, 0);
        int live = partitions.getOrDefault(LiveCodec.TOPIC, 0);
        return readings == live
                ? Optional.empty()
                : Optional.of(
                        "topic %s has %d partitions and %s has %d; give both the same number"
                                .formatted(ReadingCodec.TOPIC, readings, LiveCodec.TOPIC, live));
    }
}
