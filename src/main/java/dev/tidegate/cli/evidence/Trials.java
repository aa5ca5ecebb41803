package dev.tidegate.cli.evidence;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The times of many trials, the shortest first; infinite where nothing happened.
 *
 * @param sorted at least one
 */
public record Trials(double[] sorted) {

    /** One for each seed from {@code first} on. */
    public static Trials of(int count, long first, LongToDoubleFunction trial) {
        return new Trials(
                LongStream.range(first, first + count).mapToDouble(trial).sorted().toArray());
    }

    /** The share of those in which it happened, 0 to 1. */
    public double share() {
        long happened = LongStream.range(0, sorted.length).filter(this::happened).count();
        return (double) happened / sorted.length;
    }

    private boolean happened(long at) {
        return sorted[(int) at] < Double.POSITIVE_INFINITY;
    }

    /** The time within which so many of them happened: 0.5 for the half. */
    public double quantile(double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }
}
