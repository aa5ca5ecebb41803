package dev.tidegate.adapter.otlp;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What was counted of one version, since the beginning. For one thread at a time. */
final class VersionCounts {

    /** The boundaries of the standard metrics, in milliseconds. */
    static final int[] BOUNDARIES = {25, 50, 100, 250, 500, 1_000, 2_500};

    private static final List<String> SLOWER =
            IntStream.of(BOUNDARIES).mapToObj(Measure::slowerThan).map(Measure::name).toList();

    private long requests;
    private long failures;
    private final long[] slower = new long[BOUNDARIES.length];
    private Instant last = Instant.MIN;

    void count(boolean failed, long millis, Instant now) {
        requests++;
        if (failed) {
            failures++;
        }
        for (int i = 0; i < BOUNDARIES.length && millis > BOUNDARIES[i]; i++) {
            slower[i]++;
        }
        last = now;
    }

    Instant last() {
        return last;
    }

    Counts counts() {
        Map<String, Tally> counts = new HashMap<>();
        counts.put(Measure.FAILURES.name(), new Tally(requests, failures));
        for (int i = 0; i < BOUNDARIES.length; i++) {
            counts.put(SLOWER.get(i), new Tally(requests, slower[i]));
        }
        return new Counts(counts);
    }

    /** The same measures before anything was counted. */
    static Counts none() {
        return new VersionCounts().counts();
    }
}
