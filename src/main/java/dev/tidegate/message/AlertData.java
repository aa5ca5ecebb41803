package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

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

    @Override
    public RolloutEvent event(Head head) {
        Alert what =
                new Alert(
                        Check.text("data.alert", alert, Check.SHORT),
                        Check.text("data.severity", severity, Check.SHORT),
                        AlertLabel.named("data.version", version).map(head.versions()::of),
                        AlertLabel.named("data.workload", workload),
                        Check.id("data.fingerprint", fingerprint),
                        AlertLabel.set(Check.time("data.startsAt", startsAt), head),
                        Optional.empty());
        if (head.type() == EventType.ALERT_FIRED) {
            return new AlertFired(head.id(), head.service(), head.time(), what);
        }
        Instant end =
                endsAt == null
                        ? head.time()
                        : AlertLabel.set(Check.time("data.endsAt", endsAt), head);
        return new AlertResolved(head.id(), head.service(), head.time(), what.endedAt(end));
    }
}
