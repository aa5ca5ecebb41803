package dev.tidegate.cli;

import dev.tidegate.cli.evidence.Outlook;
import dev.tidegate.core.rollout.Analysis;
import dev.tidegate.core.rollout.CustomMetric;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What has to be said of a simulation of evidence, in sentences without a full stop. */
final class EvidenceNotes {

    private static final Duration LONG_BAKE = Duration.ofHours(1);

    private final List<String> notes = new ArrayList<>();

    private EvidenceNotes() {}

    static List<String> of(
            RolloutPlan plan, Analysis analysis, List<Outlook> outlooks, double rps) {
        EvidenceNotes notes = new EvidenceNotes();
        notes.lowTraffic(plan, outlooks, rps);
        notes.leftOut(plan, analysis);
        return List.copyOf(notes.notes);
    }

    /** What is hardly ever found is said first, and what would help. */
    private void lowTraffic(RolloutPlan plan, List<Outlook> outlooks, double rps) {
        for (Outlook outlook : outlooks) {
            if (outlook.times() > 1 && 2 * outlook.found() < outlook.releases()) {
                notes.add(
                        "a canary that fails %.0f times as often is %s: %s"
                                .formatted(
                                        outlook.times(),
                                        outlook.found() == 0
                                                ? "never found"
                                                : "found in %d of %d releases only"
                                                        .formatted(
                                                                outlook.found(),
                                                                outlook.releases()),
                                        instead(outlook)));
            }
        }
        outlooks.stream()
                .filter(outlook -> outlook.times() == 1 && outlook.held() > 0)
                .forEach(
                        outlook ->
                                notes.add(
                                        "%d of %d good canaries are not proven in time and wait for a person; a longer maxHold, or a larger excess or harm, lets more of them through"
                                                .formatted(outlook.held(), outlook.releases())));
        if (!notes.isEmpty()) {
            notes.add(requests(plan, rps));
            notes.add(
                    plan.steps().stream().anyMatch(step -> step.until().isPresent())
                            ? "a step until proven lets pass what is worse by less than the excess"
                                  + " of its metric: a smaller excess finds more, and takes longer"
                            : "steps with until: proven last until there is enough");
        }
    }

    private static String instead(Outlook outlook) {
        List<String> instead = new ArrayList<>();
        if (outlook.whole() > 0) {
            instead.add("%d of %d get all traffic".formatted(outlook.whole(), outlook.releases()));
        }
        if (outlook.held() > 0) {
            instead.add("%d wait for a person".formatted(outlook.held()));
        }
        if (outlook.timedOut() > 0) {
            instead.add("%d go back as nothing was proven in time".formatted(outlook.timedOut()));
        }
        return String.join(", ", instead);
    }

    /** What there is to judge by. */
    private static String requests(RolloutPlan plan, double rps) {
        double canarys =
                plan.steps().stream()
                        .filter(step -> step.weight().basisPoints() < 10_000)
                        .mapToDouble(step -> seconds(step) * rps * share(step))
                        .sum();
        return "evidence needs requests, and by the holds alone the canary gets %,.0f of them before it has all traffic: more time or weight finds more"
                .formatted(canarys);
    }

    private static double seconds(Step step) {
        return step.hold().toMillis() / 1e3;
    }

    private static double share(Step step) {
        return step.weight().basisPoints() / 10_000.0;
    }

    private void leftOut(RolloutPlan plan, Analysis analysis) {
        if (!analysis.act()) {
            notes.add(
                    "analysis.act is false: all this would be told, and move nothing; here it is"
                            + " taken to be true");
        }
        if (plan.steps().stream().anyMatch(Step::pause)) {
            notes.add("each pause is taken to be ended at once");
        }
        if (plan.steps().stream().anyMatch(step -> !step.traffic().plain())) {
            notes.add(
                    "of steps with match, sticky or mirror only the weights are simulated; where"
                            + " users stick or match, no canary is found worse");
        }
        for (CustomMetric metric : analysis.custom()) {
            notes.add(
                    "metrics.custom: \"%s\" is taken to count all requests, and none as bad"
                            .formatted(metric.name()));
        }
        if (plan.bake().compareTo(LONG_BAKE) > 0) {
            notes.add("of the bake the first hour is simulated");
        }
    }
}
