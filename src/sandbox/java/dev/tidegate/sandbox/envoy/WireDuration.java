package dev.tidegate.sandbox.envoy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A duration in an object of Istio's: protobuf's seconds with a fraction, such as {@code 1.5s}, or
 * as Go writes them, such as {@code 1m30s}.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">Go's time.ParseDuration</a>
 */
public final class WireDuration {

    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(h|ms|m|s)");

    private static final Pattern ALL = Pattern.compile("(?:" + PART + ")+");

    private WireDuration() {}

    /**
     * Reads a duration, to the millisecond.
     *
     * @param field the field's name, for the error
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static Duration parse(String field, String text) {
        if (!ALL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no duration; use numbers with the units h, m, s and ms, such as 60s, 1.5s or 1m30s"
                            .formatted(field, text));
        }
        return PART.matcher(text)
                .results()
                .map(WireDuration::part)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration part(MatchResult part) {
        long millis =
                switch (part.group(2)) {
                    case "h" -> 3_600_000;
                    case "m" -> 60_000;
                    case "s" -> 1_000;
                    default -> 1;
                };
        return Duration.ofMillis(
                new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(millis)).longValue());
    }
}
