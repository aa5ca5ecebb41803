package dev.tidegate.core.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people write and read them. */
public final class TimeText {

    private TimeText() {}

    /**
     * A time that passes, as a policy writes it: {@code 1h30m}, {@code 500ms}; finer is left out.
     */
    public static String span(Duration span) {
        Duration left = span.abs();
        StringBuilder text = new StringBuilder(span.isNegative() ? "-" : "");
        part(text, left.toHours(), "h");
        part(text, left.toMinutesPart(), "m");
        part(text, left.toSecondsPart(), "s");
        part(text, left.toMillisPart(), "ms");
        return left.toMillis() == 0 ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }

    /** A point in time by RFC 3339, in UTC, with milliseconds at the finest. */
    public static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
