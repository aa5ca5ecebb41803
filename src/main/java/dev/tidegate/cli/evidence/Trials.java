package dev.tidegate.cli.evidence;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The times of many trials; infinite where nothing happened.
 *
 * @param sorted the shortest first, at least one
 */
public record Trials(List<Double> sorted) {

    public Trials {
        sorted = List.copyOf(sorted);
    }

    /** One for each seed from {@code first} on. */
    public static Trials of(int count, long first, LongToDoubleFunction trial) {
        return new Trials(
                LongStream.range(first, first + count)
                        .mapToDouble(trial)
                        .sorted()
                        .boxed()
                        .toList());
    }

    /** The share of those in which it happened, 0 to 1. */
    public double share() {
        long happened = sorted.stream().filter(time -> time < Double.POSITIVE_INFINITY).count();
        return (double) happened / sorted.size();
    }

    /** The time within which so many of them happened: 0.5 for the half. */
    public double quantile(double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
