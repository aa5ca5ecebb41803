package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.SilentTelemetry;
import dev.tidegate.message.Decoded.Poison;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What is kept of a record that could not be understood. */
class DeadLettersTest {

    private static final Poison WHY = new Poison("data", "data: is not JSON");

    private final ConsumerRecord<byte[], byte[]> poison =
            new ConsumerRecord<>(
                    "tidegate.alerts", 3, 42, "shop/cart".getBytes(UTF_8), "nope".getBytes(UTF_8));

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void unforeseenFailureIsTriedAgainUntilTheLetterIsWritten() {
        // Given a sender that breaks in a way that is none of Kafka's
        AtomicInteger tries = new AtomicInteger();
        RecordSender sender =
                new RecordSender(Map.of()) {
                    @Override
                    Result<Boolean> send(ProducerRecord<byte[], byte[]> message) {
                        if (tries.incrementAndGet() == 1) {
                            throw new IllegalStateException("unforeseen");
                        }
                        return new Result.Done<>(true);
                    }
                };
        DeadLetters letters = new DeadLetters(sender, new SilentTelemetry());
        // When a poison is buried, then its offset may be committed in the end
        AtomicBoolean written = new AtomicBoolean();
        letters.bury(poison, WHY, () -> written.set(true));
        await().untilTrue(written);
        assertThat(tries).hasValue(2);
        letters.close();
    }

    @Test
    void whatFitsIsKeptAsItWas() {
        poison.headers().add("trace", "t-1".getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> letter = DeadLetters.letter(poison, WHY, 1_000);
        assertThat(letter.key()).isEqualTo(poison.key());
        assertThat(letter.value()).isEqualTo(poison.value());
        assertThat(header(letter, "trace")).isEqualTo("t-1");
        assertThat(header(letter, "tidegate-reason")).isEqualTo(WHY.reason());
        assertThat(header(letter, "tidegate-offset")).isEqualTo("42");
        assertThat(letter.headers().headers("tidegate-truncated-from-bytes")).isEmpty();
    }

    @Test
    void headerThatIsTooLargeIsLeftOutAndCounted() {
        poison.headers().add("huge", new byte[2_000]).add("trace", "t-1".getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> letter = DeadLetters.letter(poison, WHY, 1_000);
        assertThat(letter.headers().lastHeader("huge")).isNull();
        assertThat(header(letter, "trace")).isEqualTo("t-1");
        assertThat(header(letter, "tidegate-headers-left-out")).isEqualTo("1");
        assertThat(letter.value()).isEqualTo(poison.value());
    }

    @Test
    void keyAndValueAreCutToWhatFitsTogether() {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.letter(
                        new ConsumerRecord<>("tidegate.alerts", 0, 7, new byte[600], new byte[900]),
                        WHY,
                        1_000);
        assertThat(letter.key()).hasSize(600);
        assertThat(letter.value()).hasSize(400);
        assertThat(header(letter, "tidegate-truncated-from-bytes")).isEqualTo("900");
        ProducerRecord<byte[], byte[]> smaller =
                DeadLetters.letter(
                        new ConsumerRecord<>("tidegate.alerts", 0, 7, new byte[600], new byte[900]),
                        WHY,
                        500);
        assertThat(header(smaller, "tidegate-key-truncated-from-bytes")).isEqualTo("600");
    }
}
