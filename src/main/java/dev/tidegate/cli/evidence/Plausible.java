package dev.tidegate.cli.evidence;

import java.util.function.DoubleUnaryOperator;

/**
 * Which chances go with so many hits of so many tries: the interval of Clopper and Pearson (1934),
 * which holds the true chance in at least 95 % of cases.
 *
 * @param least 0 to 1
 * @param most 0 to 1
 */
public record Plausible(double least, double most) {

    private static final double TAIL = 0.025;
    private static final int HALVINGS = 50;

    /** Of {@code hits} of {@code tries}, at least one try. */
    public static Plausible of(int hits, int tries) {
        return new Plausible(
                hits == 0 ? 0 : first(p -> 1 - upTo(hits - 1, tries, p)),
                hits == tries ? 1 : 1 - first(p -> upTo(hits, tries, 1 - p)));
    }

    /** The chance of at most so many hits. */
    private static double upTo(int hits, int tries, double chance) {
        double sum = 0;
        double log = tries * Math.log1p(-chance);
        for (int k = 0; k <= hits; k++) {
            sum += Math.exp(log);
            log += Math.log((double) (tries - k) / (k + 1)) + Math.log(chance / (1 - chance));
        }
        return sum;
    }

    /** Where a function that grows reaches the tail. */
    private static double first(DoubleUnaryOperator grows) {
        double below = 0;
        double above = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + above) / 2;
            if (grows.applyAsDouble(middle) >= TAIL) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }
}
