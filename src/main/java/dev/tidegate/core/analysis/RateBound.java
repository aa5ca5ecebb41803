package dev.tidegate.core.analysis;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Bounds of one version's rate of bad requests that hold at all times at once: the chance that the
 * rate is ever beyond is at most the {@code level} (Howard, Ramdas, McAuliffe and Sekhon 2021).
 *
 * <p><b>Null hypothesis</b> of a rate p, for the upper bound: given what was before, each request
 * fails with a chance of at least p; for the lower one, at most p. Rates at which the e-process
 * E(p) reaches 1/level are ruled out, and the bound is the first that is not. E(p) grows with p, or
 * falls with it, so it is found by halving. It is for the requests of one step, begun anew in the
 * next: in one that went on, a canary would be promoted for what it was before an incident of both.
 *
 * <p>Where failures come in bursts of D, both counts are divided by it: by Jensen's inequality the
 * D-th root of an e-process is one too.
 */
public final class RateBound {

    /** Parts of p: what a version that fails less often might have. */
    private static final double[] BETTER = {0, .2, .4, .6, .8, .9};

    /** Multiples of the odds of p: what a version that fails more often might have. */
    private static final double[] WORSE = {10.0 / 9, 5.0 / 4, 5.0 / 3, 5.0 / 2, 5};

    /** Halvings of 1 until nothing is left to halve. */
    private static final int HALVINGS = 60;

    private RateBound() {}

    /** The bound when each bad request is one for itself. */
    public static double upper(Tally tally, double level) {
        return upper(tally, 1, level);
    }

    /**
     * The lowest rate that the version has not, as far as can be said: at or below it with
     * probability 1 − level.
     *
     * @param dispersion 1 or more
     * @param level above 0 and below 1
     * @return above 0, at most 1; 1 without requests
     */
    public static double upper(Tally tally, double dispersion, double level) {
        Checks.chance("level", level);
        double least = -Math.log(level);
        return first(p -> logBetter(p, tally, dispersion) >= least);
    }

    /** The bound when each bad request is one for itself. */
    public static double lower(Tally tally, double level) {
        return lower(tally, 1, level);
    }

    /**
     * The highest rate that the version has at least: at or above it with probability 1 − level.
     *
     * @param dispersion 1 or more
     * @param level above 0 and below 1
     * @return 0 or more; 0 without bad requests
     */
    public static double lower(Tally tally, double dispersion, double level) {
        Checks.chance("level", level);
        double least = -Math.log(level);
        return first(p -> logWorse(p, tally, dispersion) < least);
    }

    /** The first p of 0 to 1 at which {@code holds}, which holds for all beyond it. */
    private static double first(DoublePredicate holds) {
        if (holds.test(0)) {
            return 0;
        }
        double below = 0;
        double at = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + at) / 2;
            if (holds.test(middle)) {
                at = middle;
            } else {
                below = middle;
            }
        }
        return at;
    }

    /** ln E of "the version fails with a chance of at least p". */
    static double logBetter(double p, Tally tally, double dispersion) {
        double bad = tally.bad() / dispersion;
        double good = (tally.requests() - tally.bad()) / dispersion;
        double none = good == 0 ? 0 : good * Math.log1p(-p);
        return logMean(
                BETTER,
                c ->
                        (bad == 0 ? 0 : bad * Math.log(c))
                                + (good == 0 ? 0 : good * Math.log1p(-c * p) - none));
    }

    /** ln E of "the version fails with a chance of at most p". */
    static double logWorse(double p, Tally tally, double dispersion) {
        double bad = tally.bad() / dispersion;
        double all = tally.requests() / dispersion;
        return logMean(WORSE, c -> bad * Math.log(c) - all * Math.log1p(p * (c - 1)));
    }

    private static double logMean(double[] grid, DoubleUnaryOperator log) {
        double[] logs = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            logs[i] = log.applyAsDouble(grid[i]);
        }
        return LogSums.mean(logs);
    }
}
