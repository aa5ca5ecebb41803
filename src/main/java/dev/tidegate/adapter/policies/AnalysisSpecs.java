package dev.tidegate.adapter.policies;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.FalseRollback;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.core.rollout.Analysis;
import dev.tidegate.core.rollout.CustomMetric;
import dev.tidegate.core.text.TimeText;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The evidence that a policy asks for, as it has it and as the core has it. */
final class AnalysisSpecs {

    /**
     * How old what is read may be, and how long the write takes, where readings are pushed each
     * second; the proxies learn of the write within the policy's {@code propagation} after that.
     */
    private static final Duration READ_AND_WRITTEN = Duration.ofSeconds(2);

    private static final AnalysisPlan ABSENT = AnalysisPlan.STANDARD;
    private static final double MOST_TOLERANCE = 100;

    private AnalysisSpecs() {}

    /** See {@link AnalysisSpec}; what breaks a rule is named. */
    static Analysis read(AnalysisSpec spec, @Nullable ProvenSpec ramp, Duration propagation) {
        List<Stake> stakes = MetricSpecs.read(spec.metrics(), ramp == null ? null : ramp.excess());
        AnalysisPlan plan =
                new AnalysisPlan(
                        FalseRollback.of(
                                Percents.read(
                                        "analysis.falseRollback",
                                        spec.falseRollback(),
                                        ABSENT.falseRollback().alpha())),
                        tolerance(spec.tolerance()),
                        stakes,
                        Durations.parse("analysis.warmup", spec.warmup(), ABSENT.warmup()),
                        Percents.read("analysis.doubt", spec.doubt(), ABSENT.doubt()),
                        harm(spec.harm(), ramp == null ? null : ramp.harm()),
                        READ_AND_WRITTEN.plus(propagation));
        return new Analysis(
                plan, !Boolean.FALSE.equals(spec.act()), MetricSpecs.custom(spec.metrics()));
    }

    private static double tolerance(@Nullable Double value) {
        double tolerance = Objects.requireNonNullElse(value, ABSENT.tolerance());
        if (!(tolerance >= 1 && tolerance <= MOST_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "analysis.tolerance: %s is out of range; use 1 to 100: 1 where the canary may be bad as often as stable, 1.25 where its pods or nodes differ"
                            .formatted(value));
        }
        return tolerance;
    }

    private static double harm(@Nullable Integer ours, @Nullable Integer ramps) {
        if (ours != null && ramps != null) {
            throw new IllegalArgumentException(
                    "ramp.proven.harm: %d stands beside analysis.harm: %d; write one of them"
                            .formatted(ramps, ours));
        }
        Integer harm = ours == null ? ramps : ours;
        if (harm != null && (harm < 1 || harm > AnalysisSpec.MOST_HARM)) {
            throw new IllegalArgumentException(
                    "%s: %d is out of range; use 1 to %d requests, such as 20"
                            .formatted(
                                    ours == null ? "ramp.proven.harm" : "analysis.harm",
                                    harm,
                                    AnalysisSpec.MOST_HARM));
        }
        return harm == null ? ABSENT.harm() : harm;
    }

    /** The same as a policy says it, with nothing left out; null for none. */
    static @Nullable AnalysisSpec write(Optional<Analysis> analysis) {
        return analysis.map(AnalysisSpecs::write).orElse(null);
    }

    private static AnalysisSpec write(Analysis analysis) {
        AnalysisPlan plan = analysis.plan();
        List<CustomMetric> custom = analysis.custom();
        return new AnalysisSpec(
                Percents.write(plan.falseRollback().alpha()),
                plan.tolerance(),
                MetricSpecs.write(plan.stakes(), custom),
                TimeText.span(plan.warmup()),
                Percents.write(plan.doubt()),
                (int) Math.round(plan.harm()),
                analysis.act());
    }
}
