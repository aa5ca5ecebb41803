package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.core.traffic.StepTraffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step of a rollout: give the canary this traffic, then wait.
 *
 * @param traffic what the canary gets
 * @param hold how long to stay before the next step; zero or more
 * @param pause whether to stay until somebody promotes, after the hold
 * @param until whether to stay until the next step is proven, after the hold; empty when not
 */
public record Step(StepTraffic traffic, Duration hold, boolean pause, Optional<UntilProven> until) {

    public Step {
        if (hold.isNegative()) {
            throw new IllegalArgumentException(
                    "steps.hold: %s is negative; use 0s or more".formatted(TimeText.span(hold)));
        }
    }

    /** One that asks for no proof. */
    public Step(StepTraffic traffic, Duration hold, boolean pause) {
        this(traffic, hold, pause, Optional.empty());
    }

    /** Of everybody's requests that share, and no others. */
    public Step(Weight weight, Duration hold, boolean pause) {
        this(new StepTraffic(weight, List.of()), hold, pause);
    }

    /** The canary's share of everybody's requests. */
    public Weight weight() {
        return traffic.weight();
    }
}
