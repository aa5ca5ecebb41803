package dev.tidegate.core.event;

import dev.tidegate.core.distribution.Version;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An alert as its sender describes it.
 *
 * @param name the alert's name, such as {@code CanaryErrorRate}
 * @param severity such as {@code critical}
 * @param version what hurts, by version: {@code v2}; empty when the alert names none
 * @param workload what hurts, by workload: {@code reviews-v2}; empty when the alert names none
 * @param fingerprint identifies the series that fires
 * @param startsAt when it began to fire
 * @param endsAt when it stopped; empty while it fires
 */
public record Alert(
        String name,
        String severity,
        Optional<String> version,
        Optional<String> workload,
        String fingerprint,
        Instant startsAt,
        Optional<Instant> endsAt) {

    /** One that fires, and names a version or nothing. */
    public Alert(
            String name,
            String severity,
            Optional<String> version,
            String fingerprint,
            Instant startsAt) {
        this(name, severity, version, Optional.empty(), fingerprint, startsAt, Optional.empty());
    }

    /** The same, resolved at this time. */
    public Alert endedAt(Instant time) {
        return new Alert(
                name, severity, version, workload, fingerprint, startsAt, Optional.of(time));
    }

    /** The same firing of the same alert, however often it is sent: fingerprint and start. */
    public String identity() {
        return fingerprint + "@" + startsAt;
    }

    /** Whether it says what hurts. */
    public boolean namesSomething() {
        return version.isPresent() || workload.isPresent();
    }

    /** Whether its version or its workload is such a word. */
    public boolean says(Predicate<String> word) {
        return Stream.of(version, workload).flatMap(Optional::stream).anyMatch(word);
    }

    /**
     * Whether this alert names the version {@code named}: its version or its workload does, by that
     * version's own name or by its workload's. One that says something else beside is no obstacle:
     * a label of that name may be anybody's.
     */
    public boolean names(Version named, String itsWorkload) {
        return says(name -> name.equals(named.name()) || name.equals(itsWorkload));
    }

    /**
     * Whether the end of this alert is the end of {@code firing} too: it is of the same series, and
     * began by then. Its start need not be the same: Grafana 12 gives a resolved alert the time of
     * its end as its start.
     */
    public boolean ends(Alert firing) {
        return fingerprint.equals(firing.fingerprint)
                && (startsAt.equals(firing.startsAt)
                        || endsAt.filter(end -> !firing.startsAt.isAfter(end)).isPresent());
    }
}
