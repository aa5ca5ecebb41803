package dev.tidegate.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the topics of readings and of live releases hold now, from their beginning to their end. */
public final class TopicRecords {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private TopicRecords() {}

    /**
     * Reads them; each partition in its order.
     *
     * @param settings of the Kafka client, {@code bootstrap.servers} among them
     * @throws IllegalArgumentException when Kafka cannot be read
     */
    public static List<KeptRecord> read(Map<String, Object> settings) {
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "topics %s and %s: %s"
                            .formatted(LiveCodec.TOPIC, ReadingCodec.TOPIC, KafkaTrouble.of(e)),
                    e);
        }
    }

    private static List<KeptRecord> read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(LiveCodec.TOPIC, ReadingCodec.TOPIC)) {
            consumer.partitionsFor(topic)
                    .forEach(found -> partitions.add(new TopicPartition(topic, found.partition())));
            if (partitions.stream().noneMatch(found -> found.topic().equals(topic))) {
                throw new UnknownTopicOrPartitionException(topic);
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<KeptRecord> records = new ArrayList<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> each : consumer.poll(LONGEST_WAIT)) {
                long end =
                        ends.getOrDefault(new TopicPartition(each.topic(), each.partition()), 0L);
                if (each.offset() < end) {
                    records.add(kept(each));
                }
            }
        }
        return records;
    }

    private static KeptRecord kept(ConsumerRecord<String, byte[]> told) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (Header header : told.headers()) {
            if (header.value() != null) {
                headers.add(Map.entry(header.key(), header.value()));
            }
        }
        return new KeptRecord(
                told.topic(),
                Instant.ofEpochMilli(told.timestamp()),
                Objects.requireNonNullElse(told.key(), ""),
                headers,
                Optional.ofNullable(told.value()).map(bytes -> new String(bytes, UTF_8)));
    }
}
