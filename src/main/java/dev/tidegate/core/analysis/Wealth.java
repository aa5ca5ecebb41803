package dev.tidegate.core.analysis;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What bets on alternatives have won so far, and what is held back for faults that come late. It
 * starts at 1. A <i>round</i> first moves a part of the reserve to the bets, to each the same, then
 * multiplies each bet by its factor. When no factor is above 1 on average, neither is the wealth,
 * at any time: it is an e-process, and reaches 1/α with probability at most α (Ville 1939).
 *
 * <p>Held as logarithms. Immutable.
 */
public final class Wealth {

    private static final double HALF = Math.log(0.5);

    private final double[] logBets;
    private final double[] logCeilings;
    private final double logReserve;

    private Wealth(double[] logBets, double[] logCeilings, double logReserve) {
        this.logBets = logBets;
        this.logCeilings = logCeilings;
        this.logReserve = logReserve;
    }

    private static Wealth begin(double[] logBets, double logReserve) {
        double[] logCeilings = new double[logBets.length];
        Arrays.fill(logCeilings, Double.POSITIVE_INFINITY);
        return new Wealth(logBets, logCeilings, logReserve);
    }

    /** All in play from the beginning: the fastest for a fault that is there at once. */
    public static Wealth inPlay(int bets) {
        return begin(new double[bets], Double.NEGATIVE_INFINITY);
    }

    /** Half in play, half in reserve. */
    public static Wealth halfReserved(int bets) {
        double[] logBets = new double[bets];
        Arrays.fill(logBets, HALF);
        return begin(logBets, HALF);
    }

    /**
     * What {@link #logBets}, {@link #logCeilings} and {@link #logReserve} told before.
     *
     * @throws IllegalArgumentException when there is no bet, not a ceiling for each, or one is no
     *     number
     */
    public static Wealth of(double[] logBets, double[] logCeilings, double logReserve) {
        boolean unknown =
                DoubleStream.concat(DoubleStream.of(logBets), DoubleStream.of(logCeilings))
                        .anyMatch(Double::isNaN);
        if (logBets.length == 0
                || logBets.length != logCeilings.length
                || unknown
                || Double.isNaN(logReserve)) {
            throw new IllegalArgumentException(
                    "evidence: bets %s, ceilings %s and reserve %s cannot be read; begin anew"
                            .formatted(
                                    Arrays.toString(logBets),
                                    Arrays.toString(logCeilings),
                                    logReserve));
        }
        return new Wealth(logBets.clone(), logCeilings.clone(), logReserve);
    }

    /** After a round, with a factor for each bet by its number. */
    Wealth round(Terms terms, IntToDoubleFunction logFactors) {
        double[] bets = new double[logBets.length];
        double[] ceilings = new double[logBets.length];
        double logMoved = logReserve + Math.log(terms.moved());
        Pace pace = terms.pace();
        for (int i = 0; i < bets.length; i++) {
            ceilings[i] = Math.min(logCeilings[i] + pace.refill(), logBets[i] + pace.most());
            double free = LogSums.add(logBets[i], logMoved) + logFactors.applyAsDouble(i);
            bets[i] = Math.min(free, Math.max(ceilings[i], logBets[i]));
        }
        return new Wealth(bets, ceilings, logReserve + Math.log1p(-terms.moved()));
    }

    /** ln of all there is: the mean of the bets, and the reserve. */
    public double log() {
        return LogSums.add(LogSums.mean(logBets), logReserve);
    }

    /** ln of each bet. */
    public double[] logBets() {
        return logBets.clone();
    }

    /** ln of what each bet may grow to; infinity when nothing bounds it yet. */
    public double[] logCeilings() {
        return logCeilings.clone();
    }

    /** ln of what is held back; minus infinity when nothing is. */
    public double logReserve() {
        return logReserve;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wealth wealth
                && Arrays.equals(logBets, wealth.logBets)
                && Arrays.equals(logCeilings, wealth.logCeilings)
                && logReserve == wealth.logReserve;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(logBets) + Double.hashCode(logReserve);
    }
}
