package dev.tidegate.adapter.policies;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Parts of the whole as a policy has them, more than nothing and less than all: {@code 0.5%}. */
final class Percents {

    /** 0.0001% to 99.9999%, with at most four decimals. */
    static final String PATTERN =
            "^([1-9][0-9]?([.][0-9]{1,4})?"
                    + "|0[.]([1-9][0-9]{0,3}|0[1-9][0-9]{0,2}|00[1-9][0-9]?|000[1-9]))%$";

    /** The same in CEL. */
    static final String RULE = "self.matches('" + PATTERN + "')";

    static final String MESSAGE =
            "must be a percentage of more than 0% and less than 100% with at most four decimals,"
                    + " such as 1%";

    private static final Pattern PERCENT = Pattern.compile(PATTERN);

    private Percents() {}

    /**
     * The part of one.
     *
     * @param absent what it is when nothing is said
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static double read(String field, @Nullable String value, double absent) {
        if (value == null) {
            return absent;
        }
        if (!PERCENT.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no percentage that fits; use more than 0%% and less than 100%% with at most four decimals, such as %s"
                            .formatted(field, value, write(absent)));
        }
        return new BigDecimal(value.substring(0, value.length() - 1))
                .movePointLeft(2)
                .doubleValue();
    }

    /** The part as a policy says it. */
    static String write(double part) {
        return BigDecimal.valueOf(part).movePointRight(2).stripTrailingZeros().toPlainString()
                + "%";
    }
}
