package dev.tidegate.core.event;

import dev.tidegate.core.distribution.Version;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert as its sender describes it.
 *
 * @param name the alert's name, such as {@code CanaryErrorRate}
 * @param severity such as {@code critical}
 * @param version the version or workload that hurts ({@code v2} or {@code reviews-v2}); empty when
 *     the alert names none
 * @param fingerprint identifies the series that fires
 * @param startsAt when it began to fire
 */
public record Alert(
        String name,
        String severity,
        Optional<String> version,
        String fingerprint,
        Instant startsAt) {

    /** The same firing of the same alert, however often it is sent: fingerprint and start. */
    public String identity() {
        return fingerprint + "@" + startsAt;
    }

    /** Whether this alert names {@code version}, by its own name or by its workload's. */
    public boolean names(Version canary, String workload) {
        return version.filter(v -> v.equals(canary.name()) || v.equals(workload)).isPresent();
    }
}
