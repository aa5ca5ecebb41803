package dev.tidegate.sandbox.peer;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * By how much one sample is above another: the Hodges-Lehmann estimate, and the confidence interval
 * that the Mann-Whitney U test gives when it is inverted (Hollander and Wolfe, Nonparametric
 * Statistical Methods, 4.2 and 4.3), by the normal distribution with corrections for ties and for
 * continuity.
 *
 * @param estimate the median of all differences
 * @param lower end of the interval
 * @param upper end of it
 */
record MannWhitney(double estimate, double lower, double upper) {

    /** Of a two-sided confidence of 98 %. */
    static final double QUANTILE_98 = 2.3263478740408408;

    private static final int HALVINGS = 50;

    /**
     * Of x over y.
     *
     * @param quantile of the normal distribution, half of what the interval leaves out above it
     */
    static MannWhitney of(double[] x, double[] y, double quantile) {
        double least = Arrays.stream(x).min().orElseThrow() - Arrays.stream(y).max().orElseThrow();
        double most = Arrays.stream(x).max().orElseThrow() - Arrays.stream(y).min().orElseThrow();
        return new MannWhitney(
                median(x, y),
                root(shift -> z(x, y, shift) - quantile, least, most),
                root(shift -> z(x, y, shift) + quantile, least, most));
    }

    private static double median(double[] x, double[] y) {
        double[] differences = new double[x.length * y.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = x[i / y.length] - y[i % y.length];
        }
        Arrays.sort(differences);
        int half = differences.length / 2;
        return differences.length % 2 == 1
                ? differences[half]
                : (differences[half - 1] + differences[half]) / 2;
    }

    /**
     * Where a function falls to 0 or below, between two ends, from below: where many points are
     * equal it does so at a step, which has to be on the right side of 0. An end when it does not.
     */
    private static double root(DoubleUnaryOperator falling, double least, double most) {
        if (falling.applyAsDouble(least) <= 0) {
            return least;
        }
        if (falling.applyAsDouble(most) >= 0) {
            return most;
        }
        double low = least;
        double high = most;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (falling.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many standard deviations U is above its mean when x is moved down by a shift. */
    static double z(double[] x, double[] y, double shift) {
        double[] all = new double[x.length + y.length];
        for (int i = 0; i < x.length; i++) {
            all[i] = x[i] - shift;
        }
        System.arraycopy(y, 0, all, x.length, y.length);
        double above = 0;
        for (int i = 0; i < x.length; i++) {
            for (double other : y) {
                above += all[i] > other ? 1 : all[i] == other ? 0.5 : 0;
            }
        }
        double centred = above - x.length * (double) y.length / 2;
        Arrays.sort(all);
        double n = all.length;
        double variance = x.length * (double) y.length / 12 * (n + 1 - ties(all) / (n * (n - 1)));
        return variance <= 0 ? 0 : (centred - Math.signum(centred) / 2) / Math.sqrt(variance);
    }

    private static double ties(double[] sorted) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double tied = i - from;
                sum += tied * tied * tied - tied;
                from = i;
            }
        }
        return sum;
    }
}
