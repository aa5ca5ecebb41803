package dev.tidegate.adapter.policies;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in a policy: {@code 2m}, {@code 1h30m}, {@code 500ms}. */
public final class Durations {

    static final String PATTERN = "^([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$";

    private static final Pattern PARTS = Pattern.compile(PATTERN);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param field the field's name, for the error
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static Duration parse(String field, @Nullable String value, Duration absent) {
        if (value == null) {
            return absent;
        }
        Matcher parts = PARTS.matcher(value);
        if (value.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no duration; write for example 2m, 1h30m or 500ms"
                            .formatted(field, value));
        }
        return Duration.ofHours(number(parts.group(1), 1))
                .plusMinutes(number(parts.group(2), 1))
                .plusSeconds(number(parts.group(3), 1))
                .plusMillis(number(parts.group(4), 2));
    }

    private static long number(@Nullable String part, int unit) {
        return part == null ? 0 : Long.parseLong(part.substring(0, part.length() - unit));
    }
}
