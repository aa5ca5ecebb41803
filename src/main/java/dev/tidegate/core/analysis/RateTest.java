package dev.tidegate.core.analysis;

/**
 * A sequential test of one version against a known rate: for the time at 100 %, when no stable is
 * left to compare with.
 *
 * <p><b>Null hypothesis.</b> Given what was before, each request fails with a chance of at most
 * {@code limit}. <b>Guarantee.</b> Under it the evidence reaches 1/α, ever, with probability at
 * most α. The factors are Wald's (1945) likelihood ratios: with odds c times those of the limit, a
 * request multiplies by c/(1 + limit(c − 1)) when it is bad, else by 1/(1 + limit(c − 1)).
 *
 * @param limit the highest rate that is tolerated, above 0 and below 1
 * @param grid the alternatives, as multiples of the limit's odds
 * @param wealth a bet on each
 */
public record RateTest(double limit, Grid grid, Wealth wealth) {

    public RateTest {
        Checks.chance("limit", limit);
    }

    /** With half held back for faults that come late. */
    public static RateTest begin(double limit) {
        return new RateTest(limit, Grid.STANDARD, Wealth.halfReserved(Grid.STANDARD.size()));
    }

    /**
     * Against twice what stable fails at most.
     *
     * @param stable its counts of the last step in which both had traffic
     * @param level the chance, above 0 and below 1, that its rate is above the bound
     */
    public static RateTest afterSplit(Tally stable, double dispersion, double level) {
        double bound = RateBound.upper(stable, dispersion, level);
        return begin(Math.min(MOST_LIMIT, TIMES_STABLE * bound));
    }

    private static final double TIMES_STABLE = 2;

    /** Above it hardly a worse rate is left to find. */
    private static final double MOST_LIMIT = 0.9;

    /** After requests of the version; the tolerance of the terms has no part in it. */
    public RateTest after(Tally tally, Terms terms) {
        double bad = tally.bad() / terms.dispersion();
        double all = tally.requests() / terms.dispersion();
        return new RateTest(
                limit,
                grid,
                wealth.round(
                        terms,
                        i -> {
                            double odds = grid.multiples().get(i);
                            return bad * Math.log(odds) - all * Math.log1p(limit * (odds - 1));
                        }));
    }

    /** ln E. */
    public double logEvidence() {
        return wealth.log();
    }
}
