package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Sticky;
import dev.tidegate.core.traffic.StickyByCookie;
import dev.tidegate.core.traffic.StickyCookie;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Warnings of what a plan says and is rarely meant to: each a sentence that names the policy's
 * field.
 */
public final class PlanWarnings {

    /** So many steps are named, and the others counted. */
    private static final int NAMED = 5;

    /** More changes than that interrupt whoever holds a connection again and again. */
    private static final int MOST_OF_CONNECTIONS = 4;

    private PlanWarnings() {}

    /** Those of {@code plan}; empty when there is none. */
    public static List<String> of(RolloutPlan plan) {
        List<String> cautions = new ArrayList<>();
        List<StepTraffic> passed =
                plan.steps().stream().filter(PlanWarnings::passed).map(Step::traffic).toList();
        if (!passed.isEmpty()) {
            cautions.add(
                    "steps: %s to %s %s neither hold nor pause, so the next step follows before an alert can come; write for example hold: 5m"
                            .formatted(
                                    passed.size() == 1 ? "the one" : "those",
                                    named(passed),
                                    passed.size() == 1 ? "has" : "have"));
        }
        cautions.addAll(connections(plan));
        left(plan.steps()).ifPresent(cautions::add);
        unmoved(plan.steps()).ifPresent(cautions::add);
        cautions.addAll(EvidenceWarnings.of(plan));
        if (plan.bake().isZero()) {
            cautions.add(
                    "bake: is missing or 0s, so the release is over as soon as the canary has all"
                        + " traffic, and an alert after that takes nothing back; write for example"
                        + " bake: 10m");
        }
        return cautions;
    }

    /** A step before 100 % that lets go whom the one before it kept. */
    private static Optional<String> left(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            Optional<Sticky> kept = steps.get(i - 1).traffic().sticky();
            StepTraffic step = steps.get(i).traffic();
            if (kept.isPresent()
                    && !step.weight().equals(Weight.FULL)
                    && step.sticky().filter(now -> now.keeps(kept.get())).isEmpty()) {
                return Optional.of(
                        "steps[%d]: is not sticky by the %s of the step before, so whoever met the canary there may leave it again; repeat sticky until 100 %%"
                                .formatted(i, kept.get()));
            }
        }
        return Optional.empty();
    }

    /** A step whose cookies of the stable version are not over when a larger weight comes. */
    private static Optional<String> unmoved(List<Step> steps) {
        for (int i = 0; i + 1 < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.pause()
                    && step.traffic().sticky().orElse(null)
                            instanceof StickyByCookie(StickyCookie cookie, boolean stable)
                    && stable
                    && cookie.ttl().compareTo(step.hold()) >= 0
                    && steps.get(i + 1).traffic().sticky().isPresent()) {
                return Optional.of(
                        "steps[%d].sticky.cookie.ttl: %s is not shorter than the step's hold of %s, so the next weight moves few of those whom the stable version keeps; use a shorter ttl, a longer hold, or stable: false"
                                .formatted(
                                        i,
                                        TimeText.span(cookie.ttl()),
                                        TimeText.span(step.hold())));
            }
        }
        return Optional.empty();
    }

    private static List<String> connections(RolloutPlan plan) {
        List<String> cautions = new ArrayList<>();
        if (!plan.routing().movesConnections()) {
            return cautions;
        }
        if (plan.steps().size() > MOST_OF_CONNECTIONS) {
            cautions.add(
                    "steps: are %d, and each change of a weight drains the connections of tcp and tls routes; use at most %d, such as 50 and 100"
                            .formatted(plan.steps().size(), MOST_OF_CONNECTIONS));
        }
        if (plan.steps().stream().anyMatch(s -> !s.traffic().match().isEmpty())) {
            cautions.add(
                    "steps: have a match (the preview of blueGreen is one), and tls and tcp routes"
                        + " carry connections, in which no request is seen, so the gate will refuse"
                        + " it; leave the match out");
        }
        return cautions;
    }

    /** The bake follows 100 %, so that step needs no hold. */
    private static boolean passed(Step step) {
        return step.hold().isZero()
                && !step.pause()
                && step.until().isEmpty()
                && !step.weight().equals(Weight.FULL);
    }

    private static String named(List<StepTraffic> steps) {
        String first =
                steps.stream()
                        .limit(NAMED)
                        .map(PlanWarnings::named)
                        .collect(Collectors.joining(", "));
        return steps.size() <= NAMED
                ? first
                : "%s and %d more".formatted(first, steps.size() - NAMED);
    }

    private static String named(StepTraffic step) {
        return step.weight()
                + (step.match().isEmpty() ? "" : " and a match")
                + (step.mirror().equals(Weight.ZERO) ? "" : " and a mirror");
    }
}
