package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.traffic.StepTraffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Warnings of what a plan asks of its evidence and will hardly get. */
final class EvidenceWarnings {

    /** The buckets of Istio's histograms in whole milliseconds; those are Envoy's own. */
    private static final Set<String> COUNTED =
            IntStream.of(
                            1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
                            60_000, 300_000, 600_000, 1_800_000, 3_600_000)
                    .mapToObj(boundary -> "slower-than-" + boundary)
                    .collect(Collectors.toSet());

    private EvidenceWarnings() {}

    /** Those of {@code plan}; empty when there is none, or it asks for no evidence. */
    static List<String> of(RolloutPlan plan) {
        List<String> cautions = new ArrayList<>();
        if (plan.analysis().isEmpty()) {
            return cautions;
        }
        List<StepTraffic> split =
                plan.steps().stream().map(Step::traffic).filter(EvidenceWarnings::splits).toList();
        if (split.isEmpty()) {
            cautions.add(
                    "analysis: compares nothing, as no step gives the canary a share of the"
                        + " requests before 100 %, and there is nothing to judge it by then; add a"
                        + " step such as {weight: 10, hold: 5m}");
        } else if (split.stream().noneMatch(EvidenceWarnings::coin)) {
            cautions.add(
                    "analysis: tells of no canary that it is worse, as each step is sticky or has a"
                        + " match, so that other users may be why; let one step be a weight alone");
        }
        if (plan.dryRun() && plan.steps().stream().anyMatch(step -> step.until().isPresent())) {
            cautions.add(
                    "dryRun: moves no traffic, so nothing is proven, and each step until proven"
                            + " lasts its maxHold");
        }
        boundaries(plan.analysis().get()).ifPresent(cautions::add);
        return cautions;
    }

    /** Whether both versions have traffic that is compared. */
    private static boolean splits(StepTraffic step) {
        return !step.weight().equals(Weight.ZERO) && !step.weight().equals(Weight.FULL);
    }

    private static boolean coin(StepTraffic step) {
        return step.match().isEmpty() && step.sticky().isEmpty();
    }

    private static Optional<String> boundaries(Analysis analysis) {
        List<String> others =
                analysis.plan().stakes().stream()
                        .filter(stake -> stake.metric().name().equals(Metric.LATENCY.name()))
                        .flatMap(stake -> stake.metric().measures().stream())
                        .map(measure -> measure.name())
                        .filter(name -> !COUNTED.contains(name))
                        .map(name -> name.substring(name.lastIndexOf('-') + 1))
                        .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "analysis.metrics.latency.boundaries: %s ms %s in Istio's histogram, so only a source that sees each request counts it; use 25, 50, 100, 250, 500, 1000 or 2500"
                                .formatted(
                                        String.join(", ", others),
                                        others.size() == 1 ? "is no bucket" : "are no buckets"));
    }
}
