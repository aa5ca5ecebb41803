package dev.tidegate.core.analysis;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * By how much the canary's rate of bad requests may be above stable's: a bound that holds at all
 * times at once.
 *
 * <p><b>Null hypothesis</b> of an excess δ: the canary fails with a chance of at least s + δ where
 * stable fails with at most s, for some s. For each s the product of both e-processes of {@link
 * RateBound} is one, since the requests of both are different ones, and so is its mean with them; δ
 * is ruled out when that mean is at least 1/level whatever s is. <b>Guarantee.</b> The excess is
 * ever above the bound with probability at most the level. Where failures are many it needs about
 * half the requests that the difference of two bounds with half the level each would: both versions
 * are hardly ever at the end of their range at once. Where they are few each e-process alone does
 * the work.
 */
public final class ExcessBound {

    private static final double LOG_HALF = Math.log(0.5);
    private static final int HALVINGS = 24;
    private static final int CUTS = 32;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private ExcessBound() {}

    /**
     * The bound.
     *
     * @param step the requests of both in one step
     * @param dispersion 1 or more
     * @param level above 0 and below 1
     * @return 0 to 1; 1 when the canary had no requests
     */
    public static double of(Tick step, double dispersion, double level) {
        Checks.chance("level", level);
        double least = -Math.log(level);
        DoublePredicate ruledOut = excess -> least(step, dispersion, excess) >= least;
        double below = 0;
        double at = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + at) / 2;
            if (ruledOut.test(middle)) {
                at = middle;
            } else {
                below = middle;
            }
        }
        return at;
    }

    /** ln of the least mean over all rates of stable. */
    private static double least(Tick step, double dispersion, double excess) {
        return lowest(
                stable ->
                        logMean(
                                RateBound.logBetter(stable + excess, step.canary(), dispersion),
                                RateBound.logWorse(stable, step.stable(), dispersion)),
                1 - excess);
    }

    /** Half of the product, a quarter of each; convex where they are. */
    private static double logMean(double a, double b) {
        return LogSums.add(a + b + LOG_HALF, LogSums.add(a, b) + 2 * LOG_HALF);
    }

    /** The lowest value on 0 to {@code end} of a function that is convex, by golden sections. */
    private static double lowest(DoubleUnaryOperator convex, double end) {
        double from = 0;
        double to = end;
        double left = to - GOLDEN * (to - from);
        double right = from + GOLDEN * (to - from);
        double atLeft = convex.applyAsDouble(left);
        double atRight = convex.applyAsDouble(right);
        for (int i = 0; i < CUTS; i++) {
            if (atLeft < atRight) {
                to = right;
                right = left;
                atRight = atLeft;
                left = to - GOLDEN * (to - from);
                atLeft = convex.applyAsDouble(left);
            } else {
                from = left;
                left = right;
                atLeft = atRight;
                right = from + GOLDEN * (to - from);
                atRight = convex.applyAsDouble(right);
            }
        }
        return Math.min(convex.applyAsDouble(0), Math.min(atLeft, atRight));
    }
}
