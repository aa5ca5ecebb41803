package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.Delivery.Answer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

class DeliveryTest {

    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("tidegate.alerts", 3, 7, new byte[1], new byte[1]);

    private final List<Duration> waits = new ArrayList<>();
    private final List<KafkaEvent> letters = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /** A delivery that waits for nobody. */
    private Delivery delivery(int function, IntSupplier sink) {
        return new Delivery(
                _ -> Answer.of(function, "why not".getBytes(UTF_8)),
                letter -> {
                    letters.add(letter);
                    return new Answer(sink.getAsInt(), "");
                },
                "alert",
                length -> !waits.add(length),
                told::add,
                () -> {});
    }

    @Test
    void sinkThatIsAwayIsTriedAgainUntilItTakesTheDeadLetter() {
        // Given a function that refuses, and a sink that is away for two tries
        Delivery delivery = delivery(400, () -> letters.size() > 2 ? 202 : 503);
        // When, then the record is not done with before the third
        assertThat(delivery.deliver(RECORD)).isTrue();
        assertThat(letters).hasSize(3);
        assertThat(waits)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ZERO,
                        Delivery.BACK_OFF,
                        Delivery.BACK_OFF.multipliedBy(2));
        assertThat(told).isEmpty();
        assertThat(letters.getLast().attributes())
                .containsEntry("knativeerrordest", "http://alert.sandbox.svc.cluster.local")
                .containsEntry("knativeerrorcode", "400")
                .containsEntry("knativeerrordata", "d2h5IG5vdA==");
    }

    @Test
    void eventThatTheSinkNeverTakesIsLostAndThatIsSaid() {
        Delivery delivery = delivery(400, () -> 503);
        assertThat(delivery.deliver(RECORD)).isTrue();
        assertThat(letters).hasSize(Delivery.RETRIES + 1);
        assertThat(told)
                .singleElement()
                .asString()
                .contains("lost the event at offset 7 of tidegate.alerts-3");
    }

    @Test
    void functionThatDoesNotAnswerIsGivenUpAfterAllTriesWithoutACode() {
        Delivery delivery = delivery(-1, () -> 202);
        assertThat(delivery.deliver(RECORD)).isTrue();
        assertThat(waits).hasSize(Delivery.RETRIES + 2);
        assertThat(letters)
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter.attributes())
                                        .containsKey("knativeerrordest")
                                        .doesNotContainKey("knativeerrorcode"));
    }

    @Test
    void endWhileTheSinkIsAwayLeavesTheRecordToTheNext() {
        Delivery delivery =
                new Delivery(
                        _ -> new Answer(400, ""),
                        _ -> new Answer(503, ""),
                        "alert",
                        length -> length.equals(Delivery.BACK_OFF),
                        told::add,
                        () -> {});
        assertThat(delivery.deliver(RECORD)).isFalse();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy-started", "alert", "step-timer", "command"})
    void triesAndWaitsAsTheSourceThatItStandsInFor(String function) throws IOException {
        JsonNode source =
                new ObjectMapper(new YAMLFactory())
                        .readTree(Path.of("functions", function, "source.yaml").toFile());
        JsonNode delivery = source.at("/spec/delivery");
        assertThat(Delivery.RETRIES).isEqualTo(delivery.path("retry").asInt());
        assertThat("linear").isEqualTo(delivery.path("backoffPolicy").asText());
        assertThat(Delivery.BACK_OFF)
                .isEqualTo(Duration.parse(delivery.path("backoffDelay").asText()));
        assertThat(Delivery.TIMEOUT).isEqualTo(Duration.parse(delivery.path("timeout").asText()));
    }
}
