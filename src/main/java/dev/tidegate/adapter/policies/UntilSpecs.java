package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.UntilProven;
import dev.tidegate.core.rollout.UntilProven.Then;
import dev.tidegate.core.text.TimeText;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads how long a step lasts that lasts until proven; what breaks a rule is named. */
final class UntilSpecs {

    /** The one thing that a step may last until. */
    static final String PROVEN = "proven";

    private static final Duration MAX_HOLD = Duration.ofHours(1);

    private UntilSpecs() {}

    /**
     * Of a step; empty where it asks for no proof.
     *
     * @param field such as {@code steps[0]}
     */
    static Optional<UntilProven> read(String field, StepSpec spec, Weight weight, Duration hold) {
        if (spec.until() == null) {
            without(field + ".maxHold", spec.maxHold());
            without(field + ".then", spec.then());
            return Optional.empty();
        }
        if (!spec.until().equals(PROVEN)) {
            throw new IllegalArgumentException(
                    "%s.until: \"%s\" is unknown; use proven, or leave it out"
                            .formatted(field, spec.until()));
        }
        if (spec.pause() != null) {
            throw new IllegalArgumentException(
                    field + ".until: proven stands beside pause; write one of them");
        }
        if (weight.equals(Weight.ZERO) || weight.equals(Weight.FULL)) {
            throw new IllegalArgumentException(
                    "%s.until: proven stands at weight %s, where %s; use it at more than 0 and less than 100"
                            .formatted(
                                    field,
                                    weight.percent().toPlainString(),
                                    weight.equals(Weight.ZERO)
                                            ? "no request is compared"
                                            : "nothing is left to prove"));
        }
        return Optional.of(
                read(field, "hold", hold, spec.maxHold(), choice(field + ".then", spec.then())));
    }

    private static void without(String field, @Nullable String value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "%s: %s stands without until; add until: proven, or leave it out"
                            .formatted(field, value));
        }
    }

    /**
     * Of these.
     *
     * @param hold what the time is called that it lasts at least
     */
    static UntilProven read(
            String field, String hold, Duration least, @Nullable String maxHold, Then then) {
        Duration absent = longer(MAX_HOLD, least.multipliedBy(2));
        Duration most = Durations.parse(field + ".maxHold", maxHold, absent);
        if (most.compareTo(least) <= 0) {
            throw new IllegalArgumentException(
                    "%s.maxHold: %s is not longer than the %s of %s; use more, such as 1h"
                            .formatted(field, TimeText.span(most), hold, TimeText.span(least)));
        }
        return new UntilProven(most, then);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    static Then choice(String field, @Nullable String value) {
        return value == null
                ? Then.PAUSE
                : Arrays.stream(Then.values())
                        .filter(then -> word(then).equals(value))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s: \"%s\" is unknown; use one of pause, rollback, advance"
                                                        .formatted(field, value)));
    }

    static String word(Then then) {
        return then.name().toLowerCase(Locale.ROOT);
    }
}
