package dev.tidegate.core.distribution;

import java.math.BigDecimal;

/**
 * A share of traffic in hundredths of a percent, from 0 to 10,000 (= 100 %).
 *
 * @param basisPoints hundredths of a percent, 0 to 10,000
 */
public record Weight(int basisPoints) implements Comparable<Weight> {

    /** The whole: 100 % in hundredths of a percent. */
    public static final int WHOLE = 10_000;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 2;

    public static final Weight ZERO = new Weight(0);
    public static final Weight FULL = new Weight(WHOLE);

    public Weight {
        if (basisPoints < 0 || basisPoints > WHOLE) {
            throw new IllegalArgumentException(
                    "weight: %s %% is out of range; use 0 to 100".formatted(percent(basisPoints)));
        }
    }

    /**
     * A weight written as percent.
     *
     * @param percent 0 to 100, with at most two decimals
     * @throws IllegalArgumentException naming the value and the rule
     */
    public static Weight ofPercent(BigDecimal percent) {
        // compared before anything is computed with it: 1e2147483647 is a number too
        if (percent.signum() < 0
                || percent.compareTo(HUNDRED) > 0
                || percent.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    "weight: %s is out of range; use 0 to 100 with at most two decimals"
                            .formatted(percent));
        }
        return new Weight(percent.movePointRight(DECIMALS).intValueExact());
    }

    /** This weight as percent, without trailing zeros: {@code 0.25}, {@code 5}, {@code 100}. */
    public BigDecimal percent() {
        return percent(basisPoints);
    }

    private static BigDecimal percent(int basisPoints) {
        BigDecimal percent = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    @Override
    public int compareTo(Weight other) {
        return Integer.compare(basisPoints, other.basisPoints);
    }

    @Override
    public String toString() {
        return percent().toPlainString() + " %";
    }
}
