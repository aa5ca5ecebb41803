package dev.tidegate.adapter.kafka;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.controller.Result;

import io.smallrye.common.annotation.Identifier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Sends a record and waits until every in-sync replica has it. One producer for all topics; it is
 * made at the first record, because a broker whose name does not resolve yet must not keep the
 * process from starting.
 */
@ApplicationScoped
class RecordSender {

    private static final Logger LOG = Logger.getLogger(RecordSender.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /**
     * A sender.
     *
     * @param broker the {@code kafka.*} settings: addresses and security
     */
    RecordSender(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /** Sends; blocks for at most about five seconds. */
    Result<Boolean> send(ProducerRecord<byte[], byte[]> message) {
        try {
            producer().send(message).get();
            return new Result.Done<>(true);
        } catch (ExecutionException e) {
            return failed(message.topic(), e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            return failed(message.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Unreachable<>("interrupted while writing to " + message.topic());
        }
    }

    /** What could not be written is told; its trace is for whoever looks closer. */
    static Result<Boolean> failed(String topic, Throwable cause) {
        LOG.debugf(cause, "topic %s", topic);
        String why = "topic %s: %s".formatted(topic, KafkaTrouble.of(cause));
        return cause instanceof RecordTooLargeException
                ? new Result.Rejected<>(why)
                : new Result.Unreachable<>(why);
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> current = producer;
        if (current == null) {
            current =
                    new KafkaProducer<>(
                            settings(broker, "tidegate"),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    /**
     * How every producer of ours is set.
     *
     * @param client the name that the broker knows it by
     */
    static Map<String, Object> settings(Map<String, Object> broker, String client) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, client);
        // a record counts as written when every in-sync replica has it, and is written once
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // say "unreachable" after 5 s instead of 2 min: the caller decides what to do meanwhile
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        // latency before throughput
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        return settings;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
