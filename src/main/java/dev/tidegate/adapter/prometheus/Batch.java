package dev.tidegate.adapter.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What came so far of one scrape of a proxy: the shards of remote write bring it in parts. */
final class Batch {

    private final Instant begun;
    private final Map<Series, Double> values = new HashMap<>();

    /**
     * An empty one.
     *
     * @param begun when its first part came
     */
    Batch(Instant begun) {
        this.begun = begun;
    }

    /** Takes a value; the same again changes nothing. */
    void put(Series series, double value) {
        values.put(series, value);
    }

    /** By series; one that has ended is no number. */
    Map<Series, Double> values() {
        return values;
    }

    boolean holds(Set<Series> series) {
        return values.keySet().containsAll(series);
    }

    /** Whether what it lacks does not come any more. */
    boolean overdue(Instant now, Duration settle) {
        return !now.isBefore(begun.plus(settle));
    }
}
