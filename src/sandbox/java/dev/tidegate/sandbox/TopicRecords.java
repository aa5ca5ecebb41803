package dev.tidegate.sandbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A topic as it stands. */
public final class TopicRecords {

    private TopicRecords() {}

    /**
     * Every record of a topic, from its beginning.
     *
     * @param settings of the client
     */
    public static List<ConsumerRecord<String, byte[]>> of(
            Map<String, Object> settings, String topic) {
        return of(settings, new StringDeserializer(), topic);
    }

    /** The same with keys as {@code keys} reads them. */
    public static <K> List<ConsumerRecord<K, byte[]>> of(
            Map<String, Object> settings, Deserializer<K> keys, String topic) {
        try (var consumer = new KafkaConsumer<>(settings, keys, new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<K, byte[]>> all = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }
}
