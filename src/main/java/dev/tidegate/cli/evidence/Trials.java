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

    /** In how many of them it happened. */
    public long happened() {
        return sorted.stream().filter(time -> time < Double.POSITIVE_INFINITY).count();
    }

    /** The share of those in which it happened, 0 to 1. */
    public double share() {
        return (double) happened() / sorted.size();
    }

    /** The chance that it happens so often, or more, when it has that one each time. */
    public double chanceOfSoMany(double chance) {
        int count = sorted.size();
        double log = count * Math.log1p(-chance);
        double below = 0;
        for (int k = 0; k < happened(); k++) {
            below += Math.exp(log);
            log += Math.log((double) (count - k) / (k + 1)) + Math.log(chance / (1 - chance));
        }
        return Math.max(0, 1 - below);
    }

    /** The time within which so many of them happened: 0.5 for the half. */
    public double quantile(double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
