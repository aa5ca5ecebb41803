package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.text.TimeText;

import java.time.Duration;

/**
 * One step of a rollout: give the canary this weight, then wait.
 *
 * @param weight the canary's share
 * @param hold how long to stay before the next step; zero or more
 * @param pause whether to stay until somebody promotes, after the hold
 */
public record Step(Weight weight, Duration hold, boolean pause) {

    public Step {
        if (weight.basisPoints() == 0) {
            throw new IllegalArgumentException("steps.weight: 0 moves no traffic; use 0.01 to 100");
        }
        if (hold.isNegative()) {
            throw new IllegalArgumentException(
                    "steps.hold: %s is negative; use 0s or more".formatted(TimeText.span(hold)));
        }
    }
}
