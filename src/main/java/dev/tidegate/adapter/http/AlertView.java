package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.controller.Policies.Remembered;
import dev.tidegate.core.event.Alert;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert that is taken to fire.
 *
 * @param version what hurts, by version; absent when the alert names none
 * @param workload what hurts, by workload; absent when the alert names none
 * @param since when it began to fire
 * @param lastSeen when a repeat of it was last written down; it may be somewhat later
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AlertView(
        String alert,
        String severity,
        Optional<String> version,
        Optional<String> workload,
        String fingerprint,
        Instant since,
        Instant lastSeen) {

    static AlertView of(Remembered remembered) {
        Alert alert = remembered.alert();
        return new AlertView(
                alert.name(),
                alert.severity(),
                alert.version(),
                alert.workload(),
                alert.fingerprint(),
                alert.startsAt(),
                remembered.lastSeen());
    }
}
