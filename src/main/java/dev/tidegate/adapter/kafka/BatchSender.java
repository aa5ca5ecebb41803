package dev.tidegate.adapter.kafka;

import io.smallrye.common.annotation.Identifier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends many records together and waits for none. A producer of its own: what fills it keeps no
 * outcome waiting. It is made at the first record.
 */
@ApplicationScoped
class BatchSender {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /**
     * A sender.
     *
     * @param broker the {@code kafka.*} settings: addresses and security
     */
    BatchSender(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /**
     * Sends; done when every in-sync replica has it, else it fails with the cause after five
     * seconds at most. Blocks for at most one, when there is no room or no broker is known yet.
     */
    CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> message) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            var _ =
                    producer()
                            .send(
                                    message,
                                    (_, trouble) -> {
                                        if (trouble == null) {
                                            acknowledged.complete(null);
                                        } else {
                                            acknowledged.completeExceptionally(trouble);
                                        }
                                    });
        } catch (KafkaException | IllegalStateException e) {
            // the second: it is closed already, as the process ends
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> current = producer;
        if (current == null) {
            Map<String, Object> settings = RecordSender.settings(broker, "tidegate-batches");
            // a few milliseconds late, and a hundred readings go together
            settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
            // the one for which nobody who reads it needs a native library
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
            // a broker that is away costs no more of the heap than this, and senders hear of it
            settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "8388608");
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000");
            current =
                    new KafkaProducer<>(
                            settings, new ByteArraySerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
