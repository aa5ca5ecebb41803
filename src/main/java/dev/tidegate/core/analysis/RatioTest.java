package dev.tidegate.core.analysis;

/**
 * A sequential test whether the canary fails more often than stable, told from the bad requests of
 * both: of x bad ones, how many would be the canary's by chance?
 *
 * <p><b>Null hypothesis.</b> In every tick the canary's chance to fail is at most ρ0 times
 * stable's; given both chances, which may change from tick to tick in any way (seasons, incidents
 * of both), requests fail independently. The shares of traffic may be anything that is settled
 * before the requests fail.
 *
 * <p><b>Guarantee.</b> Under it the evidence E reaches 1/α, ever, with probability at most α: with
 * a look after each tick, any number of steps and observers. For by {@code ln(1 + x) ≤ x} each
 * tick's factor has a mean of at most 1, so E is a non-negative supermartingale (Ville 1939).
 * Without any bad request E stays 1.
 *
 * <p>The factor of the alternative ρ is the likelihood ratio (Wald 1945) of the canary's share of
 * the bad requests, which is fρ / (1 + f(ρ − 1)) at a share f of all requests: the comparison of
 * two counts given their sum, as Lindon and Malek (2022) make it anytime-valid for many. Where
 * failures come in bursts of at most D at once, counts divided by D keep the bound, since c^y is
 * convex: on [0, 1] it lies below its chord.
 *
 * @param grid the alternatives, as multiples of ρ0
 * @param wealth a bet on each
 */
public record RatioTest(Grid grid, Wealth wealth) {

    /** With half held back for faults that come late. */
    public static RatioTest begin(Grid grid) {
        return new RatioTest(grid, Wealth.halfReserved(grid.size()));
    }

    /** With all in play. */
    public static RatioTest plain(Grid grid) {
        return new RatioTest(grid, Wealth.inPlay(grid.size()));
    }

    /**
     * After a tick. One in which a version has no requests compares nothing and changes nothing.
     */
    public RatioTest after(Tick tick, Terms terms) {
        if (!tick.comparable()) {
            return this;
        }
        double share = tick.share();
        double canarys = tick.canary().bad() / terms.dispersion();
        double all = canarys + tick.stable().bad() / terms.dispersion();
        double tolerated = Math.log1p(share * (terms.tolerance() - 1));
        return new RatioTest(
                grid,
                wealth.round(
                        terms,
                        i -> {
                            double multiple = grid.multiples().get(i);
                            double rate = terms.tolerance() * multiple;
                            double gain = Math.log1p(share * (rate - 1)) - tolerated;
                            return canarys * Math.log(multiple) - all * gain;
                        }));
    }

    /** ln E. */
    public double logEvidence() {
        return wealth.log();
    }
}
