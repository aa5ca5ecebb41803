package dev.tidegate.message;

import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Reads and writes readings as CloudEvents: {@code kafka/schemas/reading.json}. One event is what
 * one observer has counted since it started.
 */
public final class ReadingCodec {

    /** The topic of all readings; its key is the service. */
    public static final String TOPIC = "tidegate.readings";

    /** The CloudEvents type of a reading. */
    public static final String TYPE = "dev.tidegate.reading";

    private static final String SOURCE = "/tidegate/readings/";

    private ReadingCodec() {}

    /**
     * Reads one event.
     *
     * @param attributes as {@link RecordHeaders} or {@link EventHeaders} give them
     * @param received when it came in, by our clock: of a record its timestamp, so that it is read
     *     the same at any later time
     * @throws Invalid naming the field, the value and the rule
     */
    public static ServiceReading read(
            Map<String, String> attributes, byte[] body, Instant received) {
        requireSmall(body);
        return read(Envelope.open(attributes, body), received);
    }

    private static void requireSmall(byte[] body) {
        if (body.length > CloudEventCodec.MOST_BYTES) {
            throw new Invalid(
                    "data",
                    "has %d bytes; use at most %d"
                            .formatted(body.length, CloudEventCodec.MOST_BYTES));
        }
    }

    static ServiceReading read(Envelope envelope, Instant received) {
        Map<String, String> told = envelope.attributes();
        required(told, "specversion", "1.0");
        required(told, "type", TYPE);
        Check.id("id", told.get("id"));
        Check.id("source", told.get("source"));
        ServiceReading reading = ReadingData.read(envelope.data().get(), received);
        String service = reading.service().toString();
        if (!told.getOrDefault("subject", service).equals(service)) {
            throw new Invalid(
                    "subject",
                    "\"%s\" disagrees with the data; use \"%s\" or leave it out"
                            .formatted(told.get("subject"), service));
        }
        return reading;
    }

    private static void required(Map<String, String> told, String name, String only) {
        @Nullable String value = told.get(name);
        if (!only.equals(value)) {
            throw new Invalid(
                    name,
                    value == null
                            ? "is missing; use \"%s\"".formatted(only)
                            : "\"%s\" is no reading's; use \"%s\"".formatted(value, only));
        }
    }

    /**
     * Writes one event.
     *
     * @param id of the event; the same reading has the same
     */
    public static BinaryEvent write(ServiceKey service, SourcedReading reading, String id) {
        EventHead head =
                new EventHead(
                        id,
                        SOURCE + reading.source(),
                        TYPE,
                        reading.reading().at(),
                        service.toString());
        return new BinaryEvent(
                TOPIC, head.attributes(), ReadingData.written(service, reading).toString());
    }
}
