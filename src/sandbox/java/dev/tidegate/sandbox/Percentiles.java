package dev.tidegate.sandbox;

import java.util.List;

/** Measured times, sorted; a percentile is the nearest rank's value. */
record Percentiles(List<Long> sortedNanos) {

    static Percentiles of(List<Long> nanos) {
        return new Percentiles(nanos.stream().sorted().toList());
    }

    /** The {@code p}-th percentile in milliseconds, p above 0 and at most 100. */
    double millis(double p) {
        int rank = (int) Math.ceil(p / 100 * sortedNanos.size());
        return sortedNanos.get(Math.max(rank, 1) - 1) / 1e6;
    }

    int count() {
        return sortedNanos.size();
    }
}
