package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the analysis tells, from now on. */
final class Verdicts implements AutoCloseable {
    private static final String TOPIC = "tidegate.verdicts";
    private static final String WORSE = "dev.tidegate.verdict.worse";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;

    Verdicts(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all =
                consumer.partitionsFor(TOPIC).stream()
                        .map(p -> new TopicPartition(TOPIC, p.partition()))
                        .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /**
     * A verdict that the canary is worse.
     *
     * @param nanos when it was read, by {@link System#nanoTime()}
     * @param sentence why, for a person
     */
    record Worse(long nanos, String sentence) {}

    /** The next one on this version that has come by now. */
    Optional<Worse> worse(String canary) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(1))) {
            Header type = record.headers().lastHeader("ce_type");
            if (type != null && WORSE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
                JsonNode data = read(record.value());
                if (data.path("canary").asText().equals(canary)) {
                    return Optional.of(
                            new Worse(System.nanoTime(), data.path("sentence").asText()));
                }
            }
        }
        return Optional.empty();
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalStateException("a verdict is no JSON", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
