package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.sandbox.TopicRecords;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Another program on the same broker: publishes, reads topics from their beginning, asks lags. */
final class Client implements AutoCloseable {

    private final Map<String, Object> broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    Client(String bootstrapServers) {
        broker = Map.of("bootstrap.servers", bootstrapServers);
        Map<String, Object> large = new HashMap<>(broker);
        large.put("max.request.size", 4_000_000);
        producer = new KafkaProducer<>(large, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(broker);
    }

    /** Publishes without waiting; {@link #flush} waits. */
    void publish(String topic, String key, Map<String, String> headers, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> made.headers().add(name, text.getBytes(UTF_8)));
        var _ = producer.send(made);
    }

    /** Publishes a deployment of {@code service} in namespace {@code shop}. */
    void deploy(String id, String service) {
        publish(
                "tidegate.deployments",
                "shop/" + service,
                headers(id, "dev.tidegate.deploy.started"),
                """
                {"namespace":"shop","service":"%s","version":"v2"}\
                """
                        .formatted(service)
                        .getBytes(UTF_8));
    }

    static Map<String, String> headers(String id, String type) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                id,
                "ce_source",
                "/test",
                "ce_type",
                type,
                "ce_time",
                "2026-01-31T12:00:00Z",
                "content-type",
                "application/json");
    }

    void flush() {
        producer.flush();
    }

    /** Lets a topic take records of up to {@code bytes}. */
    void allow(String topic, int bytes) {
        ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
        var change = List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
        try {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), change))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything on {@code topic} that is there now, from the beginning. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("isolation.level", "read_committed");
        return TopicRecords.of(settings, new ByteArrayDeserializer(), topic);
    }

    /** Records of {@code topic} that the group has not committed yet. */
    long lag(String group, String topic) {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((p, offset) -> committed.put(p, offset == null ? 0 : offset.offset()));
            Map<TopicPartition, OffsetSpec> latest =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .mapToLong(e -> e.getValue().offset() - committed.getOrDefault(e.getKey(), 0L))
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
