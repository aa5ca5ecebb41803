package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.EventCodec.Decoded.Poison;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Telemetry;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what could not be understood on {@code tidegate.dead-letters}: the record's key, headers
 * and value as they were, with the reason and the place it came from in {@code tidegate-} headers.
 */
@ApplicationScoped
class DeadLetters {

    /** Bytes of a value that are kept: a broker takes one megabyte, headers included. */
    static final int MOST_BYTES = 900_000;

    private static final long AGAIN_MILLIS = 500;

    private final Sender sender;
    private final Telemetry telemetry;
    private final ScheduledExecutorService again =
            Executors.newScheduledThreadPool(
                    1, Thread.ofVirtual().name("dead-letters-", 0).factory());

    DeadLetters(Sender sender, Telemetry telemetry) {
        this.sender = sender;
        this.telemetry = telemetry;
    }

    /**
     * Writes the dead letter, again and again until it is acknowledged; returns at once.
     *
     * @param written runs then: only now may the offset of the poison be committed
     */
    void bury(ConsumerRecord<byte[], byte[]> poison, Poison why, Runnable written) {
        telemetry.deadLetter(poison.topic(), why.reason());
        again.execute(() -> attempt(letter(poison, why), written));
    }

    private void attempt(ProducerRecord<byte[], byte[]> letter, Runnable written) {
        if (sender.send(letter) instanceof Result.Done) {
            written.run();
        } else {
            var _ =
                    again.schedule(
                            () -> attempt(letter, written), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> poison, Poison why) {
        byte[] value = poison.value();
        boolean tooLong = value != null && value.length > MOST_BYTES;
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        Topics.DEAD_LETTERS,
                        poison.key(),
                        tooLong ? Arrays.copyOf(value, MOST_BYTES) : value);
        for (Header header : poison.headers()) {
            letter.headers().add(header);
        }
        add(letter.headers(), "reason", why.reason());
        add(letter.headers(), "field", why.field());
        add(letter.headers(), "topic", poison.topic());
        add(letter.headers(), "partition", Integer.toString(poison.partition()));
        add(letter.headers(), "offset", Long.toString(poison.offset()));
        if (tooLong) {
            add(letter.headers(), "truncated-from-bytes", Integer.toString(value.length));
        }
        return letter;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add("tidegate-" + name, value.getBytes(UTF_8));
    }

    @PreDestroy
    void close() {
        again.shutdownNow();
    }
}
