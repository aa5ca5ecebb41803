package dev.tidegate.core.analysis;

/**
 * The chance α to roll a canary back that is not worse, for the whole release, and how it is spent:
 * three quarters while both versions have traffic, a quarter at 100 %. After a loss the chances sum
 * up to more: what was before may have spent all of α, so with one loss they are 1.5 α at most, and
 * below 2 α with any number that is counted.
 *
 * @param alpha above 0 and below 1
 * @param lost how often the evidence was lost and begun anew; each time with half of what it was
 */
public record FalseRollback(double alpha, int lost) {

    private static final double SPLIT = 0.75;
    private static final double BAKE = 0.25;
    private static final int MOST_LOST = 20;

    public FalseRollback {
        Checks.chance("falseRollback", alpha);
        Checks.range("lost", lost, 0, MOST_LOST);
    }

    public static FalseRollback of(double alpha) {
        return new FalseRollback(alpha, 0);
    }

    /** After the evidence was lost: half of what it was, beside what is spent and not known. */
    public FalseRollback afterLoss() {
        return new FalseRollback(alpha, Math.min(MOST_LOST, lost + 1));
    }

    private double left() {
        return alpha / Math.scalb(1.0, lost);
    }

    /** ln E at which the comparison of both versions rolls back. */
    public double splitThreshold() {
        return -Math.log(SPLIT * left());
    }

    /** ln E at which the test at 100 % rolls back. */
    public double bakeThreshold() {
        return -Math.log(bakeLevel());
    }

    /** Half of the quarter of 100 %; the other half is for the limit that is tested against. */
    public double bakeLevel() {
        return BAKE / 2 * left();
    }
}
