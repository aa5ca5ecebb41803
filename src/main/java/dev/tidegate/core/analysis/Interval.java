package dev.tidegate.core.analysis;

import java.time.Instant;
import java.util.Map;

/**
 * What one observer saw between two of its readings.
 *
 * @param from when the first of them was made
 * @param to when the second came in, by our clock: an observer whose clock is ahead must not hold up
 *     the others
 * @param versions the counts of the requests in between, by version
 */
public record Interval(String observer, Instant from, Instant to, Map<String, Counts> versions) {

    public Interval {
        versions = Map.copyOf(versions);
    }

    /** Both versions by one measure. */
    public Tick tick(String canary, String stable, String measure) {
        return new Tick(counts(canary).of(measure), counts(stable).of(measure));
    }

    /** The counts of a version; none when it had no requests. */
    public Counts counts(String version) {
        return versions.getOrDefault(version, Counts.NONE);
    }
}
