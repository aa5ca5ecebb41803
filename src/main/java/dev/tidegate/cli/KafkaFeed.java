package dev.tidegate.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.cli.Notice.Refused;
import dev.tidegate.core.event.ServiceKey;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the audit log from the moment that it was opened, without a consumer group. */
final class KafkaFeed implements Feed {

    private static final String TOPIC = "tidegate.rollouts";
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final KafkaConsumer<String, byte[]> consumer;
    private final String key;
    private final Set<String> told = new HashSet<>();

    KafkaFeed(Map<String, Object> settings, ServiceKey service) {
        key = service.toString();
        try {
            consumer = opened(settings);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "topic %s: %s".formatted(TOPIC, KafkaTrouble.of(e)), e);
        }
    }

    private static KafkaConsumer<String, byte[]> opened(Map<String, Object> settings) {
        var opened =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions =
                    opened.partitionsFor(TOPIC).stream()
                            .map(p -> new TopicPartition(TOPIC, p.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException(TOPIC);
            }
            opened.assign(partitions);
            opened.seekToEnd(partitions);
            partitions.forEach(opened::position); // the end of now, not of the first poll
            return opened;
        } catch (KafkaException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public List<Notice> next(boolean unanswered) throws IOException {
        List<Notice> news = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> each : consumer.poll(LONGEST_WAIT)) {
                if (key.equals(each.key()) && told.add(id(each))) {
                    notice(each).ifPresent(news::add);
                }
            }
        } catch (KafkaException e) {
            throw new IOException("topic %s: %s".formatted(TOPIC, KafkaTrouble.of(e)), e);
        }
        return news;
    }

    private static String id(ConsumerRecord<String, byte[]> told) {
        Header id = told.headers().lastHeader("ce_id");
        return id == null
                ? told.partition() + "@" + told.offset()
                : new String(id.value(), StandardCharsets.UTF_8);
    }

    /** Empty for what is no outcome: whoever wrote that must not hide the others. */
    private static Optional<Notice> notice(ConsumerRecord<String, byte[]> told) {
        try {
            JsonNode data = JSON.readTree(told.value());
            String event = data.path("event").asText();
            if (data.has("revision")) {
                return Optional.of(moved(data, told.headers().lastHeader("ce_time"), event));
            }
            return data.has("reason")
                    ? Optional.of(new Refused(event, data.path("reason").asText()))
                    : Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Moved moved(JsonNode data, @Nullable Header at, String event) {
        return new Moved(
                data.path("rollout").asText(),
                data.path("revision").asLong(),
                at == null
                        ? Instant.EPOCH
                        : Instant.parse(new String(at.value(), StandardCharsets.UTF_8)),
                data.path("phase").asText(),
                data.path("step").asInt(),
                data.path("weight").decimalValue(),
                data.path("cause").asText(),
                event,
                data.path("initiator"));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
