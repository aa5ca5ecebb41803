package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A step's {@code mirror}: {@code 10%}. */
final class MirrorShare {

    /** 0.01% to 100%, with at most two decimals. */
    static final String PATTERN =
            "^(100([.]00?)?|[1-9][0-9]?([.][0-9]{1,2})?|0[.](0[1-9]|[1-9][0-9]?))%$";

    private static final Pattern SHARE = Pattern.compile(PATTERN);

    private MirrorShare() {}

    /**
     * The share; 0 where the step has none.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static Weight read(String field, @Nullable String value) {
        if (value == null) {
            return Weight.ZERO;
        }
        if (!SHARE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no share of the requests; use 0.01%% to 100%% with at most two decimals, such as 10%%"
                            .formatted(field, value));
        }
        return Weight.ofPercent(new BigDecimal(value.substring(0, value.length() - 1)));
    }

    /** The share as a policy says it; null for none. */
    static @Nullable String write(Weight share) {
        return share.equals(Weight.ZERO) ? null : share.percent().toPlainString() + "%";
    }
}
