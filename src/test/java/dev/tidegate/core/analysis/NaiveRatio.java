package dev.tidegate.core.analysis;

import java.util.List;

/**
 * The evidence another way: of x bad requests the canary has a binomial number, with chance fρ / (1
 * + f(ρ − 1)); the ratio of its probabilities under two ρ, multiplied up as it stands.
 */
final class NaiveRatio {

    private NaiveRatio() {}

    static double evidence(List<Tick> ticks, double tolerance, double reserved, double moved) {
        double[] bets = Grid.STANDARD.multiples().stream().mapToDouble(m -> 1 - reserved).toArray();
        double reserve = reserved;
        for (Tick tick : ticks) {
            for (int i = 0; i < bets.length; i++) {
                double rate = tolerance * Grid.STANDARD.multiples().get(i);
                bets[i] =
                        (bets[i] + reserve * moved)
                                * probability(tick, rate)
                                / probability(tick, tolerance);
            }
            reserve *= 1 - moved;
        }
        double sum = 0;
        for (double bet : bets) {
            sum += bet;
        }
        return sum / bets.length + reserve;
    }

    /** Without the binomial coefficient, which is the same for all. */
    private static double probability(Tick tick, double rate) {
        double canarys = tick.canary().requests() * rate;
        double chance = canarys / (canarys + tick.stable().requests());
        return Math.pow(chance, (double) tick.canary().bad())
                * Math.pow(1 - chance, (double) tick.stable().bad());
    }
}
