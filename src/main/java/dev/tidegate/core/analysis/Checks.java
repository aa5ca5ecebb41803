package dev.tidegate.core.analysis;

import java.time.Duration;

/** What numbers must be, with one wording for all that are not. */
final class Checks {

    private Checks() {}

    /** A chance above 0 and below 1; no number is neither. */
    static void chance(String field, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s: %s is out of range; use more than 0 and less than 1"
                            .formatted(field, value));
        }
    }

    /** A finite number from {@code least} to {@code most}. */
    static void range(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s: %s is out of range; use %s to %s"
                            .formatted(field, value, PlainNumber.of(least), PlainNumber.of(most)));
        }
    }

    /** A time of 0 or more. */
    static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(
                    "%s: %s s is negative; use 0 or more".formatted(field, value.toSeconds()));
        }
    }

    static void name(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("%s: is empty; give a name".formatted(field));
        }
    }
}
