package dev.tidegate.adapter.knative;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record that is no CloudEvent by the Kafka binding: Knative's dispatcher wraps it into one of
 * its own, whose extensions are the record's headers.
 */
final class WrappedRecord {

    private static final String TYPE = "dev.knative.kafka.event";

    /** Before the name of an attribute: that of the header is kept without its signs. */
    private static final String PREFIX = "kafkaheaderce";

    private static final List<String> READ =
            List.of("specversion", "id", "source", "type", "time", "subject", "datacontenttype");

    private WrappedRecord() {}

    /** Whether these are the attributes of such an event. */
    static boolean is(Map<String, String> sent) {
        return TYPE.equals(sent.get("type"));
    }

    /** What the record's own headers say, as if it had come from Kafka. */
    static Map<String, String> attributes(Map<String, String> sent) {
        Map<String, String> attributes = new HashMap<>();
        READ.forEach(name -> put(attributes, name, sent.get(PREFIX + name)));
        put(attributes, "content-type", sent.get("content-type"));
        return attributes;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    /** When the record was written. */
    static Optional<Instant> written(Map<String, String> sent) {
        try {
            return Optional.ofNullable(sent.get("time")).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
