package dev.tidegate.core.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as they stand in a sentence. */
public final class PlainNumber {

    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final double PERCENT = 100;

    private PlainNumber() {}

    /** Without needless zeros or an exponent: {@code 1.25}, {@code 1000}. */
    static String of(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** With a comma before each three digits: {@code 10,741}. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** The nearest whole number, in the same way. */
    static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A part of one as percent, in two digits: {@code 10 %}, {@code 0.25 %}, {@code 99.5 %}. */
    public static String percent(double part) {
        if (part > 0.99 && part < 1) {
            BigDecimal rest = BigDecimal.valueOf((1 - part) * PERCENT).round(TWO_DIGITS);
            return plain(BigDecimal.valueOf(PERCENT).subtract(rest));
        }
        return plain(BigDecimal.valueOf(part * PERCENT).round(TWO_DIGITS));
    }

    private static String plain(BigDecimal percent) {
        return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + " %";
    }
}
