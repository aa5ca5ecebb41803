package dev.tidegate.cli.preview;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.Action;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A release played in memory. The state machine and the planner of the controller decide and plan;
 * only the API server and the clock are not there: every write succeeds, and each wait is over at
 * once.
 *
 * @param gate what the gates say
 * @param forward the phases from Preparing on, to the end or to the first that cannot be written;
 *     none when the gate stays closed
 * @param retreat a rollback from the last of them that is live; none when there is none
 */
record Play(Observation.Gates gate, List<Stage> forward, List<Stage> retreat) {

    private static final Instant START = Instant.EPOCH;
    private static final String UNKNOWN_UID = "not-known-yet";

    /**
     * Plays the release.
     *
     * @param skipGate whether somebody gives the command skip when the gate is closed
     */
    static Play of(Scene scene, boolean skipGate) {
        Stage pending = Stage.opened(scene.planner(), opened(scene), scene.routes(), START);
        Observation.Gates gate = scene.gates(pending.rollout()).of(pending.rollout());
        Stage passed = pending.then(pending.observed(START, gate));
        if (passed.phase() instanceof Phase.Pending && skipGate) {
            Stage skipped = passed.then(Cue.at(passed).command(Action.SKIP));
            passed = skipped.then(skipped.observed(START, gate));
        }
        if (!(passed.phase() instanceof Phase.Preparing)) {
            return new Play(gate, List.of(), List.of());
        }
        List<Stage> forward = forward(passed);
        return new Play(gate, forward, retreat(reached(forward)));
    }

    /** The last phase from which there is a way back. */
    Stage reached() {
        return reached(forward);
    }

    private static Stage reached(List<Stage> forward) {
        return forward.stream().filter(s -> s.rollout().live()).toList().getLast();
    }

    /** Whether a phase, or the rollback, cannot be written as it is wanted. */
    boolean broken() {
        return forward.stream().anyMatch(s -> s.problem().isPresent())
                || retreat.stream().anyMatch(s -> s.problem().isPresent());
    }

    private static Rollout opened(Scene scene) {
        long number = Fence.lastNumber(scene.service(), scene.routes()) + 1;
        DeployStarted deploy =
                new DeployStarted("preview deployment", scene.service(), START, scene.canary());
        return Rollout.opened(
                new Rollout.Identity(
                        UNKNOWN_UID, scene.service().name() + "-" + number, scene.plan(), deploy),
                START);
    }

    private static List<Stage> forward(Stage first) {
        List<Stage> stages = new ArrayList<>(List.of(first));
        Stage at = first;
        while (at.problem().isEmpty() && at.rollout().phase() instanceof Phase.Live live) {
            Stage next = at.then(Cue.at(at).onwards(live));
            if (next.rollout().revision() == at.rollout().revision()) {
                throw new IllegalStateException("nothing ends " + live.title());
            }
            stages.add(next);
            at = next;
        }
        return stages;
    }

    private static List<Stage> retreat(Stage from) {
        Stage back = from.then(Cue.at(from).alert());
        return back.problem().isPresent()
                ? List.of(back)
                : List.of(back, back.then(back.acknowledged()));
    }
}
