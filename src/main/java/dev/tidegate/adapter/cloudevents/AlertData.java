package dev.tidegate.adapter.cloudevents;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * An alert fires or is resolved: {@code kafka/schemas/alert.json}. Unlike the other events it may
 * say more than is read here: an alert must not be thrown away for that.
 *
 * @param version what hurts, by version
 * @param workload what hurts, by workload; read when there is no {@code version}
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
        @Nullable String startsAt)
        implements EventData {

    @Override
    public RolloutEvent event(Head head) {
        Alert what =
                new Alert(
                        Check.text("data.alert", alert, Check.SHORT),
                        Check.text("data.severity", severity, Check.SHORT),
                        blamed(),
                        Check.id("data.fingerprint", fingerprint),
                        Check.time("data.startsAt", startsAt));
        return head.type() == EventType.ALERT_FIRED
                ? new AlertFired(head.id(), head.service(), head.time(), what)
                : new AlertResolved(head.id(), head.service(), head.time(), what);
    }

    /** An empty label counts as none: Alertmanager's templates leave one where nothing matched. */
    private Optional<String> blamed() {
        Optional<String> byVersion = label("data.version", version);
        Optional<String> byWorkload = label("data.workload", workload);
        return byVersion.or(() -> byWorkload);
    }

    private static Optional<String> label(String field, @Nullable String value) {
        return Optional.ofNullable(value)
                .filter(text -> !text.isBlank())
                .map(text -> Check.shown(field, text, Check.SHORT));
    }
}
