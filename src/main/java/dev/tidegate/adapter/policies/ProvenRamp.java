package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Ramp;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.rollout.UntilProven;
import dev.tidegate.core.traffic.StepTraffic;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Expands {@code ramp.proven} to steps: each doubles the weight up to 50 %, beside which no more of
 * stable is left to compare with; then the last one, and 100 %.
 */
final class ProvenRamp {

    private static final String FIELD = "ramp.proven";
    private static final Duration DWELL = Duration.ofSeconds(30);
    private static final Weight HALF = new Weight(Weight.WHOLE / 2);
    private static final double DOUBLE = 2;

    private ProvenRamp() {}

    /**
     * The steps, the last at 100 %.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static List<Step> steps(ProvenSpec spec) {
        Weight from = weight("from", spec.from(), BigDecimal.ONE);
        Weight to = weight("to", spec.to(), Weight.FULL.percent());
        if (from.equals(Weight.FULL)) {
            throw new IllegalArgumentException(
                    FIELD + ".from: 100 leaves nothing to prove; use less, such as 1");
        }
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException(
                    "%s.to: %s is below from, which is %s; use that or more"
                            .formatted(FIELD, to.percent(), from.percent()));
        }
        Duration dwell = Durations.parse(FIELD + ".dwell", spec.dwell(), DWELL);
        Optional<UntilProven> until =
                Optional.of(
                        UntilSpecs.read(
                                FIELD,
                                "dwell",
                                dwell,
                                spec.maxHold(),
                                UntilSpecs.choice(FIELD + ".then", spec.then())));
        List<Step> steps = new ArrayList<>();
        for (Weight weight : weights(from, to)) {
            steps.add(new Step(new StepTraffic(weight, List.of()), dwell, false, until));
        }
        steps.add(new Step(Weight.FULL, Duration.ZERO, false));
        return steps;
    }

    /** Those before 100 %. */
    private static List<Weight> weights(Weight from, Weight to) {
        Weight cap = to.compareTo(HALF) < 0 ? to : HALF;
        List<Weight> weights = new ArrayList<>();
        if (from.compareTo(cap) > 0) {
            weights.add(from);
        } else {
            new Ramp.Exponential(from, DOUBLE, Duration.ZERO, cap)
                    .stages()
                    .forEach(stage -> weights.add(stage.weight()));
        }
        if (to.compareTo(weights.getLast()) > 0 && !to.equals(Weight.FULL)) {
            weights.add(to);
        }
        return weights;
    }

    private static Weight weight(String name, @Nullable BigDecimal percent, BigDecimal absent) {
        String field = FIELD + "." + name;
        Weight weight = Ramps.weight(field, Objects.requireNonNullElse(percent, absent));
        if (weight.equals(Weight.ZERO)) {
            throw new IllegalArgumentException(field + ": 0 moves no traffic; use 0.01 to 100");
        }
        return weight;
    }
}
