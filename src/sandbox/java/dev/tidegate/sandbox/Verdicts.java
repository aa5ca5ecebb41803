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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads what the analysis tells, from now on, as soon as it comes. */
final class Verdicts implements AutoCloseable {
    private static final String TOPIC = "tidegate.verdicts";
    private static final String WORSE = "dev.tidegate.verdict.worse";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<Worse> told = new ConcurrentLinkedQueue<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader;
    private volatile boolean closed;

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
        reader = Thread.ofPlatform().daemon().name("verdicts").start(this::read);
    }

    /**
     * A verdict that the canary is worse.
     *
     * @param nanos when it came, by {@link System#nanoTime()}
     * @param sentence why, for a person
     */
    record Worse(long nanos, String canary, String sentence) {}

    /** The first one on this version that has come and was not asked for yet. */
    Optional<Worse> worse(String canary) {
        Worse next = told.poll();
        while (next != null && !next.canary().equals(canary)) {
            next = told.poll();
        }
        return Optional.ofNullable(next);
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(LOOK).forEach(this::read);
            }
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        if (type != null && WORSE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            JsonNode data = data(record.value());
            told.add(
                    new Worse(
                            System.nanoTime(),
                            data.path("canary").asText(),
                            data.path("sentence").asText()));
        }
    }

    private static JsonNode data(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalStateException("a verdict is no JSON", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
