package dev.tidegate.cli;

import java.math.BigDecimal;

/** A weight for people. */
final class WeightText {

    private WeightText() {}

    /** {@code 12.5 %}, of a share from 0 to 1. */
    static String percent(double weight) {
        return BigDecimal.valueOf(Math.round(weight * 10_000), 2)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }
}
