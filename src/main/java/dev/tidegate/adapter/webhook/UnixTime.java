package dev.tidegate.adapter.webhook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** A time as a number: since 1970, in a unit that its size tells. */
final class UnixTime {

    private static final Pattern NUMBER = Pattern.compile("\\d{9,19}(?:\\.\\d{1,9})?");

    private static final int DIGITS_OF_SECONDS = 11;

    private UnixTime() {}

    /** Reads one; empty when it is none. */
    static Optional<Instant> read(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(unix(new BigDecimal(text)))
                : Optional.empty();
    }

    /** Seconds, or by three digits more milliseconds, microseconds, nanoseconds. */
    private static Instant unix(BigDecimal number) {
        int digits = number.toBigInteger().toString().length();
        int thousandths = Math.ceilDiv(Math.max(0, digits - DIGITS_OF_SECONDS), 3);
        BigDecimal nanos = number.scaleByPowerOfTen(9 - 3 * thousandths);
        return Instant.ofEpochSecond(0, nanos.longValue());
    }
}
