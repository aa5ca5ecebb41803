package dev.tidegate.message;

import dev.tidegate.message.EventData.Head;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What an alert may leave unsaid though the field is there. */
final class AlertLabel {

    private static final Set<String> NOTHING = Set.of("unknown", "<no value>");

    private AlertLabel() {}

    /** A time that nobody set is Go's, of the year 1: then the event's own counts. */
    static Instant set(Instant time, Head head) {
        return time.isAfter(Instant.EPOCH) ? time : head.time();
    }

    /**
     * What a label says that may say nothing: templates of Go leave it empty or write {@code <no
     * value>} where nothing matched, Istio's telemetry writes {@code unknown}.
     */
    static Optional<String> named(String field, @Nullable String label) {
        return Optional.ofNullable(label)
                .filter(text -> !text.isBlank() && !NOTHING.contains(text))
                .map(text -> Check.shown(field, text, Check.SHORT));
    }
}
