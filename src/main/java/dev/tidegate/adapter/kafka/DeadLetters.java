package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.Telemetry;
import dev.tidegate.message.Decoded.Poison;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what could not be understood on {@code tidegate.dead-letters}: the record's key, headers
 * and value as they were, with the reason and the place it came from in {@code tidegate-} headers.
 * What is too large for a record of that topic is cut, and a header says so.
 */
@ApplicationScoped
class DeadLetters {

    /** Bytes that are kept at first: a broker takes one megabyte by default, headers included. */
    static final int MOST_BYTES = 900_000;

    /** Fewer bytes are not tried; a topic that takes less holds no dead letter at all. */
    private static final int FEWEST_BYTES = 1_000;

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final long AGAIN_MILLIS = 500;

    private final RecordSender sender;
    private final Telemetry telemetry;
    private final ScheduledExecutorService again =
            Executors.newScheduledThreadPool(
                    1, Thread.ofVirtual().name("dead-letters-", 0).factory());

    DeadLetters(RecordSender sender, Telemetry telemetry) {
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
        again.execute(() -> attempt(poison, why, MOST_BYTES, written));
    }

    private void attempt(
            ConsumerRecord<byte[], byte[]> poison, Poison why, int most, Runnable written) {
        switch (sent(poison, why, most)) {
            case Result.Done<Boolean> _ -> written.run();
            case Result.Rejected<Boolean>(String tooLarge) when most > FEWEST_BYTES -> {
                LOG.infof("dead letter of %d bytes, half of it next: %s", most, tooLarge);
                attempt(poison, why, most / 2, written);
            }
            case Result<Boolean> away -> {
                LOG.debugf("dead letter: %s", away.trouble());
                var _ =
                        again.schedule(
                                () -> attempt(poison, why, most, written),
                                AGAIN_MILLIS,
                                TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What is unforeseen is tried again, too: else the offset would stay where it is for ever. */
    private Result<Boolean> sent(ConsumerRecord<byte[], byte[]> poison, Poison why, int most) {
        try {
            return sender.send(letter(poison, why, most));
        } catch (RuntimeException e) {
            LOG.warnf(e, "dead letter of %s-%d", poison.topic(), poison.partition());
            return new Result.Unreachable<>("the dead letter could not be made");
        }
    }

    /**
     * The record as it is kept.
     *
     * @param most bytes of key, headers and value together; the key comes first, then the headers
     *     that fit, then as much of the value as does
     */
    static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> poison, Poison why, int most) {
        byte @Nullable [] key = cut(poison.key(), most);
        int room = most - length(key);
        List<Header> kept = new ArrayList<>();
        int leftOut = 0;
        for (Header header : poison.headers()) {
            int size = header.key().getBytes(UTF_8).length + length(header.value());
            if (size <= room) {
                kept.add(header);
                room -= size;
            } else {
                leftOut++;
            }
        }
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        Topics.DEAD_LETTERS, null, null, key, cut(poison.value(), room), kept);
        add(letter.headers(), "reason", why.reason());
        add(letter.headers(), "field", why.field());
        add(letter.headers(), "topic", poison.topic());
        add(letter.headers(), "partition", Integer.toString(poison.partition()));
        add(letter.headers(), "offset", Long.toString(poison.offset()));
        addCut(letter.headers(), "truncated-from-bytes", poison.value(), letter.value());
        addCut(letter.headers(), "key-truncated-from-bytes", poison.key(), key);
        if (leftOut > 0) {
            add(letter.headers(), "headers-left-out", Integer.toString(leftOut));
        }
        return letter;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
        return length(bytes) <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void addCut(
            Headers headers, String name, byte @Nullable [] whole, byte @Nullable [] kept) {
        if (length(kept) < length(whole)) {
            add(headers, name, Integer.toString(length(whole)));
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add("tidegate-" + name, value.getBytes(UTF_8));
    }

    @PreDestroy
    void close() {
        again.shutdownNow();
    }
}
