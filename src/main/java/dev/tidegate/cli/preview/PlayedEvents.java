package dev.tidegate.cli.preview;

import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The events of a play, each at a stage that it moves on. */
record PlayedEvents(Rollout rollout, Instant at) {

    static PlayedEvents at(PlayedPhase stage) {
        return new PlayedEvents(stage.rollout(), stage.at());
    }

    /** What ends a phase: its time has come, or somebody promotes. */
    RolloutEvent onwards(Phase.Live live) {
        return live.due()
                .<RolloutEvent>map(
                        due ->
                                new StepDue(
                                        id("due"),
                                        rollout.service(),
                                        due,
                                        rollout.identity().uid(),
                                        rollout.revision()))
                .orElseGet(() -> command(Action.PROMOTE));
    }

    /** In a step until proven, at its beginning: that the next step is, and no later one. */
    Optional<RolloutEvent> proven(Phase.Live live) {
        return live instanceof Phase.Progressing(int step, var _, var _, var _)
                        && rollout.plan().steps().get(step).until().isPresent()
                ? Optional.of(
                        new VerdictTold(
                                id("verdict"),
                                rollout.service(),
                                at,
                                rollout.identity().uid(),
                                rollout.revision(),
                                step,
                                proven(rollout.plan().steps().get(step + 1).weight())))
                : Optional.empty();
    }

    private static Verdict proven(Weight next) {
        return new Verdict.Proven(
                new Findings(Measure.FAILURES, Tick.NONE, 0, 0, List.of()),
                next + " is proven",
                (double) next.basisPoints() / Weight.WHOLE);
    }

    RolloutEvent command(Action action) {
        return new Command(
                id("command"), rollout.service(), at, action, Optional.empty(), "preview", "");
    }

    /** An alert of a severity that counts, on the canary. */
    RolloutEvent alert() {
        String severity = rollout.plan().onAlert().severities().getFirst();
        Optional<String> canary = Optional.of(rollout.canary().name());
        Alert alert = new Alert("preview", severity, canary, "preview", at);
        return new AlertFired(id("alert"), rollout.service(), at, alert);
    }

    private String id(String what) {
        return "preview %s %d".formatted(what, rollout.revision());
    }
}
