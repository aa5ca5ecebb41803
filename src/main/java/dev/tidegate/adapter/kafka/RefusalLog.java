package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.controller.Refusals;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.text.TimeText;

import io.smallrye.common.annotation.Identifier;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads refusals from the audit log, whoever wrote them: with a consumer of its own for each
 * question, without a group, so that nothing is held between the few that are asked.
 */
@ApplicationScoped
class RefusalLog implements Refusals {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int AT_ONCE = 4;

    /** Of the largest answer: a few of them at once must find room in the heap. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** A newer release may write more fields. */
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final byte[] REFUSED = KafkaOutcomes.REFUSED.getBytes(UTF_8);

    private final Map<String, Object> settings;
    private final Semaphore room = new Semaphore(AT_ONCE);

    RefusalLog(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tidegate-refusals");
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    }

    @Override
    public Result<List<RefusedEvent>> of(ServiceKey service, Instant since) {
        if (!room.tryAcquire()) {
            return new Result.Unreachable<>("too many ask for refusals at once");
        }
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer, service.toString().getBytes(UTF_8), since);
        } catch (KafkaException e) {
            return new Result.Unreachable<>(NoAnswer.because(e, settings));
        } finally {
            room.release();
        }
    }

    /** From {@code since} to the end as it is now. */
    private static Result<List<RefusedEvent>> read(
            KafkaConsumer<byte[], byte[]> consumer, byte[] key, Instant since) {
        Map<TopicPartition, Long> from =
                consumer.partitionsFor(Topics.ROLLOUTS).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .collect(Collectors.toMap(Function.identity(), _ -> since.toEpochMilli()));
        consumer.assign(from.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        consumer.seekToEnd(from.keySet());
        consumer.offsetsForTimes(from)
                .forEach(
                        (partition, first) -> {
                            if (first != null) {
                                consumer.seek(partition, first.offset());
                            }
                        });
        List<RefusedEvent> found = new ArrayList<>();
        long begun = System.nanoTime();
        while (ends.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                return new Result.Unreachable<>(
                        "topic %s: was not read to its end within %s"
                                .formatted(Topics.ROLLOUTS, TimeText.span(LONGEST)));
            }
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                if (Arrays.equals(each.key(), key)) {
                    refused(each).ifPresent(found::add);
                }
            }
        }
        return new Result.Done<>(found);
    }

    /** Empty for a move, and for what somebody else wrote there: it must not hide the others. */
    static Optional<RefusedEvent> refused(ConsumerRecord<byte[], byte[]> told) {
        Header type = told.headers().lastHeader("ce_type");
        if (type == null || !Arrays.equals(type.value(), REFUSED) || told.value() == null) {
            return Optional.empty();
        }
        try {
            RefusedData data = JSON.readValue(told.value(), RefusedData.class);
            return data == null || data.event() == null || data.reason() == null
                    ? Optional.empty()
                    : Optional.of(
                            new RefusedEvent(
                                    data.event(),
                                    Instant.ofEpochMilli(told.timestamp()),
                                    data.reason(),
                                    Optional.ofNullable(data.initiator())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
