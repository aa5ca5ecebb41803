package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.routing.Routing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what moves the traffic of a policy as steps: its {@code steps}, its {@code ramp} or its
 * {@code strategy}. Only where all routes carry connections may a policy have none of them.
 */
final class PolicySteps {

    /** A change of weight drains connections, so there are few, and time between them. */
    private static final List<Step> OF_CONNECTIONS =
            List.of(new Step(new Weight(5_000), Duration.ofMinutes(10), false));

    private PolicySteps() {}

    /**
     * The steps; a final 100 % may lack.
     *
     * @param stableSticks what a sticky cookie does that says nothing of the stable version
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static List<Step> read(RolloutPolicySpec spec, Routing routing, boolean stableSticks) {
        List<String> given = given(spec);
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "%s: stands beside %s; write one of them"
                            .formatted(given.get(0), given.get(1)));
        }
        if (spec.strategy() != null || spec.preview() != null) {
            return BlueGreen.steps(spec.strategy(), spec.preview());
        }
        if (spec.ramp() != null) {
            return ramp(spec.ramp(), stableSticks);
        }
        if (!orEmpty(spec.steps()).isEmpty()) {
            return steps("steps", orEmpty(spec.steps()), stableSticks);
        }
        if (spec.steps() == null && routing.movesConnectionsAlone()) {
            return OF_CONNECTIONS;
        }
        throw new IllegalArgumentException(
                "steps: is empty; write at least one, such as {weight: 10, hold: 5m}, or a ramp");
    }

    private static List<String> given(RolloutPolicySpec spec) {
        List<String> given = new ArrayList<>();
        if (!orEmpty(spec.steps()).isEmpty()) {
            given.add("steps");
        }
        if (spec.ramp() != null) {
            given.add("ramp");
        }
        if (spec.strategy() != null) {
            given.add("strategy");
        }
        return given;
    }

    private static List<Step> ramp(RampSpec ramp, boolean stableSticks) {
        return ramp.custom() != null
                        && ramp.linear() == null
                        && ramp.exponential() == null
                        && ramp.stepped() == null
                        && ramp.proven() == null
                ? steps("ramp.custom", ramp.custom(), stableSticks)
                : Ramps.steps(ramp);
    }

    private static List<Step> steps(String list, List<StepSpec> specs, boolean stableSticks) {
        if (specs.isEmpty()) {
            throw new IllegalArgumentException(
                    list + ": is empty; write at least one, such as {weight: 10, hold: 5m}");
        }
        List<Step> steps = new ArrayList<>();
        for (StepSpec spec : specs) {
            String field = list + "[" + steps.size() + "]";
            steps.add(StepSpecs.read(field, spec, stableSticks));
        }
        boolean complete = steps.getLast().weight().equals(Weight.FULL);
        int before = complete ? steps.size() - 1 : steps.size();
        if (before > Ramps.MAX_STEPS) {
            throw new IllegalArgumentException(
                    "%s: has %d steps before 100 %%; use at most %d"
                            .formatted(list, before, Ramps.MAX_STEPS));
        }
        return steps;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
