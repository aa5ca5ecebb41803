package dev.tidegate.sandbox;

import java.util.List;

/** Measured times, sorted; a percentile is the nearest rank's value. */
public record Percentiles(List<Long> sortedNanos) {

    /**
     * Sorts {@code nanos}.
     *
     * @throws Trouble when nothing was measured
     */
    public static Percentiles of(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new Trouble("nothing was measured");
        }
        return new Percentiles(nanos.stream().sorted().toList());
    }

    /** The {@code p}-th percentile in milliseconds, p above 0 and at most 100. */
    public double millis(double p) {
        int rank = (int) Math.ceil(p / 100 * sortedNanos.size());
        return sortedNanos.get(Math.max(rank, 1) - 1) / 1e6;
    }

    @Override
    public String toString() {
        return "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms"
                .formatted(millis(50), millis(95), millis(99), millis(100));
    }

    /** How many were measured. */
    public int count() {
        return sortedNanos.size();
    }
}
