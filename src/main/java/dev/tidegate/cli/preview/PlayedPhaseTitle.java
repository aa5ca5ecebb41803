package dev.tidegate.cli.preview;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.text.TimeText;

import java.time.Duration;

/**
 * How a phase is called.
 *
 * @param name such as {@code step 1/4: 5 %}
 * @param hold what ends it, such as {@code holds 2m}; empty when nothing is waited for
 */
record PlayedPhaseTitle(String name, String hold) {

    private static final String PROMOTED = "waits until somebody promotes";

    static PlayedPhaseTitle of(Phase phase, RolloutPlan plan) {
        return switch (phase) {
            case Phase.Preparing _ ->
                    new PlayedPhaseTitle(
                            "preparing",
                            "waits %s until every proxy knows of it"
                                    .formatted(TimeText.span(plan.propagation())));
            case Phase.Progressing(int step, var _, var _, var _) ->
                    new PlayedPhaseTitle(step(step, plan), hold(plan.steps().get(step)));
            case Phase.Paused(var interrupted, boolean declared, var _, var _) -> {
                PlayedPhaseTitle of = of(interrupted, plan);
                yield declared ? new PlayedPhaseTitle(of.name(), PROMOTED) : of;
            }
            case Phase.Baking _ -> new PlayedPhaseTitle(baking(plan), baked(plan.bake()));
            case Phase.Succeeded _ -> new PlayedPhaseTitle("succeeded", scaled(plan));
            case Phase.RollingBack _ -> new PlayedPhaseTitle("rolling back", "");
            case Phase.RolledBack _ -> new PlayedPhaseTitle("rolled back", "");
            case Phase.Pending _, Phase.Superseded _, Phase.Failed _ ->
                    new PlayedPhaseTitle(phase.title(), "");
        };
    }

    private static String step(int index, RolloutPlan plan) {
        int steps = plan.steps().size();
        return "step %d/%d: %s".formatted(index + 1, steps, plan.steps().get(index).traffic());
    }

    private static String hold(Step step) {
        if (step.hold().isZero()) {
            return step.pause() ? PROMOTED : "";
        }
        String hold = "holds " + TimeText.span(step.hold());
        return step.pause() ? hold + ", then " + PROMOTED : hold;
    }

    private static String baked(Duration bake) {
        return bake.isZero()
                ? ""
                : "holds %s, and an alert still rolls back".formatted(TimeText.span(bake));
    }

    private static String scaled(RolloutPlan plan) {
        return plan.scaleDown()
                .map(
                        rule ->
                                "scales the replaced version to %s %s later, unless somebody needs them"
                                        .formatted(
                                                pods(rule.replicas()), TimeText.span(rule.after())))
                .orElse("");
    }

    private static String pods(int replicas) {
        return replicas == 1 ? "1 pod" : replicas + " pods";
    }

    /** A last step without a hold has no phase of its own. */
    private static String baking(RolloutPlan plan) {
        Step last = plan.steps().getLast();
        return last.hold().isZero() && !last.pause()
                ? step(plan.steps().size() - 1, plan) + ", baking"
                : "baking: " + Weight.FULL;
    }
}
