package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.adapter.kafka.RecordReading;
import dev.tidegate.adapter.knative.DeliveryReading;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.EventCodec.Decoded;
import dev.tidegate.message.EventHeaders;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.RecordHeaders;
import dev.tidegate.message.Understood;
import dev.tidegate.message.Written;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * CloudEvents, by one of the ways that they come.
 *
 * @param attributes by which the event is read
 * @param reading empty when it was a tick
 */
record EventDoor(
        String name,
        List<Input> corpus,
        Function<Input, Map<String, String>> attributes,
        Function<Input, Optional<Decoded>> reading)
        implements Door {

    private static final CloudEventCodec CODEC = new CloudEventCodec(Clock.systemUTC());

    /** The records of a topic. */
    static EventDoor kafka() {
        List<Input> corpus = new ArrayList<>(Examples.events());
        corpus.addAll(Examples.binaryEvents("ce_"));
        corpus.addAll(Examples.caseEvents(".txt"));
        return new EventDoor(
                "kafka",
                corpus,
                input -> RecordHeaders.attributes(record(input)),
                input -> Optional.of(RecordReading.read(record(input), input.body())));
    }

    /** What is posted to {@code /events}. */
    static EventDoor http() {
        List<Input> corpus = new ArrayList<>(Examples.events());
        corpus.addAll(Examples.binaryEvents("ce-"));
        corpus.addAll(Examples.caseEvents(".http"));
        return new EventDoor(
                "http",
                corpus,
                input -> EventHeaders.attributes(input.byName()),
                input -> Optional.of(posted(input)));
    }

    private static Decoded posted(Input input) {
        try {
            Map<String, String> attributes = EventHeaders.attributes(input.byName());
            byte[] given = CODEC.givenBy("ci", attributes, input.body());
            return CODEC.decode(attributes, given);
        } catch (Invalid e) {
            return new Decoded.Poison(e.field(), e.reason());
        }
    }

    /** What Knative delivers: binary events, records that it wrapped, ticks. */
    static EventDoor knative() {
        List<Input> corpus = new ArrayList<>(Examples.binaryEvents("ce-"));
        Examples.binaryEvents("ce-kafkaheaderce").forEach(e -> corpus.add(wrapped(e)));
        corpus.add(
                Input.of(
                        "tick",
                        Map.of(
                                "ce-type", "dev.knative.sources.ping",
                                "ce-time", "2026-01-31T12:00:00Z"),
                        "{}"));
        return new EventDoor(
                "knative",
                corpus,
                input -> DeliveryReading.attributes(input.byName()),
                input ->
                        DeliveryReading.read(
                                CODEC,
                                input.byName(),
                                input.body(),
                                Instant.parse("2026-01-31T12:10:00Z")));
    }

    private static Input wrapped(Input event) {
        Map<String, String> headers = new TreeMap<>();
        event.headers().forEach(h -> headers.put(h.name(), h.value()));
        headers.put("Kn-Namespace", "bookinfo");
        headers.put("ce-type", "dev.knative.kafka.event");
        headers.put("ce-time", "2026-01-31T12:00:00Z");
        headers.put("ce-knativekafkapartition", "3");
        headers.put("ce-knativekafkaoffset", "1042");
        return Input.of(event.origin() + " wrapped", headers, event.text());
    }

    private static List<Map.Entry<String, byte[]>> record(Input input) {
        return input.headers().stream()
                .map(h -> Map.entry(h.name(), h.value().getBytes(UTF_8)))
                .toList();
    }

    @Override
    public boolean wellFormed() {
        return false;
    }

    @Override
    public boolean enter(Input input) {
        Optional<Decoded> decoded = reading.apply(input);
        if (decoded.isEmpty()) {
            return true;
        }
        return switch (decoded.get()) {
            case Decoded.Poison(String field, String reason) -> {
                assertThat(field).as("the field").isNotBlank();
                Wording.assertReason(reason);
                yield false;
            }
            case Decoded.Event event -> {
                assertCanBeReadAgain(event, input);
                yield true;
            }
        };
    }

    /** What is understood can be written, and is understood again. */
    private void assertCanBeReadAgain(Decoded.Event event, Input input) {
        Written written = Understood.of(event, attributes.apply(input), input.body());
        Wording.assertBounded(
                input, written.data().length() + written.attributes().toString().length());
        assertThat(CODEC.decode(written.attributes(), written.body()))
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        again -> {
                            assertThat(again.topic()).isEqualTo(event.topic());
                            assertThat(again.event().service()).isEqualTo(event.event().service());
                        });
    }

    @Override
    public String toString() {
        return name;
    }
}
