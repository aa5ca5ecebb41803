package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.rollout.UntilProven;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Sticky;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a step of a policy; what breaks a rule is named. */
final class StepSpecs {

    private StepSpecs() {}

    /** The step; a problem names the field, the value and the rule. */
    static Step read(String field, StepSpec spec, boolean stableSticks) {
        Duration hold = Durations.parse(field + ".hold", spec.hold(), Duration.ZERO);
        List<RequestMatch> match = RequestMatchSpecs.read(field + ".match", spec.match());
        Optional<Sticky> sticky = StickySpecs.read(field + ".sticky", spec.sticky(), stableSticks);
        Weight mirror = MirrorShare.read(field + ".mirror", spec.mirror());
        boolean more = !match.isEmpty() || spec.mirror() != null;
        if (spec.weight() == null && !more) {
            throw new IllegalArgumentException(
                    field + ".weight: is missing; use 0.01 to 100, or add a match or a mirror");
        }
        Weight weight = weight(field, spec.weight(), more);
        Optional<UntilProven> until = UntilSpecs.read(field, spec, weight, hold);
        try {
            StepTraffic traffic = new StepTraffic(weight, match, sticky, mirror);
            return new Step(traffic, hold, spec.pause() != null, until);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + "." + e.getMessage(), e);
        }
    }

    /** Beside a match or a mirror it may be 0, or be absent. */
    private static Weight weight(String field, @Nullable BigDecimal percent, boolean more) {
        if (percent == null) {
            return Weight.ZERO;
        }
        try {
            Weight weight = Weight.ofPercent(percent);
            if (more || !weight.equals(Weight.ZERO)) {
                return weight;
            }
            throw new IllegalArgumentException("0 moves no traffic");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s.weight: %s is no step; use 0.01 to 100 with at most two decimals"
                            .formatted(field, percent),
                    e);
        }
    }
}
