package dev.tidegate.core.rollout;

import dev.tidegate.core.text.TimeText;

import java.time.Duration;

/**
 * That a step lasts until the evidence has proven the next one; its hold is how long it lasts at
 * least.
 *
 * @param maxHold how long it may last, from its beginning; more than 0
 * @param then what becomes of the release when nothing was proven by then
 */
public record UntilProven(Duration maxHold, Then then) {

    public UntilProven {
        if (!maxHold.isPositive()) {
            throw new IllegalArgumentException(
                    "maxHold: %s is too short; use more than 0s, such as 1h"
                            .formatted(TimeText.span(maxHold)));
        }
    }

    /** How much longer than its hold the step may last. */
    Duration longer(Duration hold) {
        Duration more = maxHold.minus(hold);
        return more.isNegative() ? Duration.ZERO : more;
    }

    /** What becomes of a release of which nothing was proven in time. */
    public enum Then {
        PAUSE,
        ROLLBACK,
        ADVANCE
    }
}
