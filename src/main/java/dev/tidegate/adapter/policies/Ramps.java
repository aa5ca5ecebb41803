package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Ramp;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Expands a policy's {@code ramp} to steps; what breaks a rule is named. */
final class Ramps {

    /** What the schema of a rollout's snapshot has room for, beside a final 100 %. */
    static final int MAX_STEPS = StepSpec.MOST - 1;

    private Ramps() {}

    /**
     * The steps of a ramp other than a custom one.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static List<Step> steps(RampSpec spec) {
        List<Ramp> ramps = new ArrayList<>();
        if (spec.linear() != null) {
            ramps.add(linear(spec.linear()));
        }
        if (spec.exponential() != null) {
            ramps.add(exponential(spec.exponential()));
        }
        if (spec.stepped() != null) {
            ramps.add(stepped(spec.stepped()));
        }
        if (ramps.size() + (spec.proven() == null ? 0 : 1) != 1 || spec.custom() != null) {
            throw new IllegalArgumentException(
                    "ramp: name exactly one of linear, exponential, stepped, custom and proven");
        }
        if (spec.proven() != null) {
            return ProvenRamp.steps(spec.proven());
        }
        List<Ramp.Stage> stages = ramps.getFirst().stages();
        if (stages.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "ramp: makes %d steps; use at most %d: grow faster, or begin higher"
                            .formatted(stages.size(), MAX_STEPS));
        }
        return stages.stream().map(Ramps::step).toList();
    }

    /** The bake follows 100 %, so its step is not held. */
    private static Step step(Ramp.Stage stage) {
        boolean last = stage.weight().equals(Weight.FULL);
        return new Step(stage.weight(), last ? Duration.ZERO : stage.hold(), false);
    }

    private static Ramp linear(RampSpec.Growth growth) {
        String at = "ramp.linear";
        without(at, "factor", growth.factor());
        without(at, "count", growth.count());
        return new Ramp.Linear(
                from(at, growth),
                weight(at + ".by", growth.by()),
                hold(at, growth),
                to(at, growth));
    }

    private static Ramp exponential(RampSpec.Growth growth) {
        String at = "ramp.exponential";
        without(at, "by", growth.by());
        without(at, "count", growth.count());
        double factor = Objects.requireNonNullElse(growth.factor(), 2.0);
        return new Ramp.Exponential(from(at, growth), factor, hold(at, growth), to(at, growth));
    }

    private static Ramp stepped(RampSpec.Growth growth) {
        String at = "ramp.stepped";
        without(at, "by", growth.by());
        without(at, "factor", growth.factor());
        if (growth.count() == null) {
            throw new IllegalArgumentException(at + ".count: is missing; use 1 to " + MAX_STEPS);
        }
        return new Ramp.Stepped(from(at, growth), growth.count(), hold(at, growth), to(at, growth));
    }

    private static void without(String at, String field, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "%s.%s: %s is of another kind of ramp; leave it out"
                            .formatted(at, field, value));
        }
    }

    private static Weight from(String at, RampSpec.Growth growth) {
        return weight(at + ".from", growth.from());
    }

    private static Weight to(String at, RampSpec.Growth growth) {
        return growth.to() == null ? Weight.FULL : weight(at + ".to", growth.to());
    }

    private static Duration hold(String at, RampSpec.Growth growth) {
        if (growth.hold() == null) {
            throw new IllegalArgumentException(at + ".hold: is missing; write for example 1m");
        }
        return Durations.parse(at + ".hold", growth.hold(), Duration.ZERO);
    }

    /** A weight in percent; a problem names the field, the value and the rule. */
    static Weight weight(String field, @Nullable BigDecimal percent) {
        if (percent == null) {
            throw new IllegalArgumentException(field + ": is missing; use 0.01 to 100");
        }
        try {
            return Weight.ofPercent(percent);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: %s is no weight; use 0.01 to 100 with at most two decimals"
                            .formatted(field, percent),
                    e);
        }
    }
}
