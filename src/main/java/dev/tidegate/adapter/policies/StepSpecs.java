package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.StepTraffic;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Reads a step of a policy; what breaks a rule is named. */
final class StepSpecs {

    private StepSpecs() {}

    /** The step; a problem names the field, the value and the rule. */
    static Step read(String field, StepSpec spec) {
        Duration hold = Durations.parse(field + ".hold", spec.hold(), Duration.ZERO);
        List<RequestMatch> match = RequestMatchSpecs.read(field + ".match", spec.match());
        if (spec.weight() == null && match.isEmpty()) {
            throw new IllegalArgumentException(
                    field + ".weight: is missing; use 0.01 to 100, or add a match");
        }
        Weight weight = weight(field, spec.weight(), !match.isEmpty());
        if (weight.equals(Weight.FULL) && !match.isEmpty()) {
            throw new IllegalArgumentException(
                    field
                            + ".match: stands beside weight 100, where every request goes to the"
                            + " canary; leave it out");
        }
        return new Step(new StepTraffic(weight, match), hold, spec.pause() != null);
    }

    /** Beside a match it may be 0, or be absent. */
    private static Weight weight(String field, @Nullable BigDecimal percent, boolean matches) {
        if (percent == null) {
            return Weight.ZERO;
        }
        try {
            Weight weight = Weight.ofPercent(percent);
            if (matches || !weight.equals(Weight.ZERO)) {
                return weight;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(noStep(field, percent), e);
        }
        throw new IllegalArgumentException(noStep(field, percent));
    }

    private static String noStep(String field, BigDecimal percent) {
        return "%s.weight: %s is no step; use 0.01 to 100 with at most two decimals"
                .formatted(field, percent);
    }
}
