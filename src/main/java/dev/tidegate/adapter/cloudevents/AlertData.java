package dev.tidegate.adapter.cloudevents;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An alert fires or is resolved: {@code kafka/schemas/alert.json}. Unlike the other events it may
 * say more than is read here: an alert must not be thrown away for that.
 *
 * @param version what hurts, by version
 * @param workload what hurts, by workload
 * @param endsAt when it was resolved; the event's time when it does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AlertData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String alert,
        @Nullable String severity,
        @Nullable String version,
        @Nullable String workload,
        @Nullable String fingerprint,
        @Nullable String startsAt,
        @Nullable String endsAt)
        implements EventData {

    private static final Set<String> NOTHING = Set.of("unknown", "<no value>");

    @Override
    public RolloutEvent event(Head head) {
        Alert what =
                new Alert(
                        Check.text("data.alert", alert, Check.SHORT),
                        Check.text("data.severity", severity, Check.SHORT),
                        named("data.version", version),
                        named("data.workload", workload),
                        Check.id("data.fingerprint", fingerprint),
                        set(Check.time("data.startsAt", startsAt), head),
                        Optional.empty());
        if (head.type() == EventType.ALERT_FIRED) {
            return new AlertFired(head.id(), head.service(), head.time(), what);
        }
        Instant end = endsAt == null ? head.time() : set(Check.time("data.endsAt", endsAt), head);
        return new AlertResolved(head.id(), head.service(), head.time(), what.endedAt(end));
    }

    /** A time that nobody set is Go's, of the year 1: then the event's own counts. */
    private static Instant set(Instant time, Head head) {
        return time.isAfter(Instant.EPOCH) ? time : head.time();
    }

    /**
     * What a label says that may say nothing: templates of Go leave it empty or write {@code <no
     * value>} where nothing matched, Istio's telemetry writes {@code unknown}.
     */
    private static Optional<String> named(String field, @Nullable String label) {
        return Optional.ofNullable(label)
                .filter(text -> !text.isBlank() && !NOTHING.contains(text))
                .map(text -> Check.shown(field, text, Check.SHORT));
    }
}
