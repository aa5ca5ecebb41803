package dev.tidegate.cli.preview;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
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
record Play(Observation.GatesSeen gate, List<PlayedPhase> forward, List<PlayedPhase> retreat) {

    private static final Instant START = Instant.EPOCH;
    private static final String UNKNOWN_UID = "not-known-yet";

    /**
     * Plays the release.
     *
     * @param skipGate whether somebody gives the command skip when the gate is closed
     */
    static Play of(PlayStart scene, boolean skipGate) {
        PlayedPhase pending =
                PlayedPhase.opened(scene.planner(), opened(scene), scene.routes(), START);
        Observation.GatesSeen gate = scene.gates(pending.rollout()).of(pending.rollout());
        PlayedPhase passed = pending.then(pending.observed(START, gate));
        if (passed.phase() instanceof Phase.Pending && skipGate) {
            PlayedPhase skipped = passed.then(PlayedEvents.at(passed).command(Action.SKIP));
            passed = skipped.then(skipped.observed(START, gate));
        }
        if (!(passed.phase() instanceof Phase.Preparing)) {
            return new Play(gate, List.of(), List.of());
        }
        List<PlayedPhase> forward = forward(passed);
        return new Play(gate, forward, retreat(reached(forward)));
    }

    /** The last phase from which there is a way back. */
    PlayedPhase reached() {
        return reached(forward);
    }

    private static PlayedPhase reached(List<PlayedPhase> forward) {
        return forward.stream().filter(s -> s.rollout().live()).toList().getLast();
    }

    /** Whether a phase, or the rollback, cannot be written as it is wanted. */
    boolean broken() {
        return forward.stream().anyMatch(s -> s.problem().isPresent())
                || retreat.stream().anyMatch(s -> s.problem().isPresent());
    }

    private static Rollout opened(PlayStart scene) {
        long number = Fence.lastNumber(scene.service(), scene.routes()) + 1;
        DeployStarted deploy =
                new DeployStarted("preview deployment", scene.service(), START, scene.canary());
        return Rollout.opened(
                new Rollout.Identity(
                        UNKNOWN_UID, scene.service().name() + "-" + number, scene.plan(), deploy),
                START);
    }

    private static List<PlayedPhase> forward(PlayedPhase first) {
        List<PlayedPhase> stages = new ArrayList<>(List.of(first));
        PlayedPhase at = first;
        while (at.problem().isEmpty() && at.rollout().phase() instanceof Phase.Live live) {
            PlayedPhase next = onwards(at, live);
            if (next.rollout().revision() == at.rollout().revision()) {
                throw new IllegalStateException("nothing ends " + live.title());
            }
            stages.add(next);
            at = next;
        }
        return stages;
    }

    /** What is to be proven is proven at once, and counts when the hold is over. */
    private static PlayedPhase onwards(PlayedPhase at, Phase.Live live) {
        PlayedPhase told = PlayedEvents.at(at).proven(live).map(at::then).orElse(at);
        return told.phase().equals(at.phase()) && told.phase() instanceof Phase.Live still
                ? told.then(PlayedEvents.at(told).onwards(still))
                : told;
    }

    private static List<PlayedPhase> retreat(PlayedPhase from) {
        PlayedPhase back = from.then(PlayedEvents.at(from).alert());
        return back.problem().isPresent()
                ? List.of(back)
                : List.of(back, back.then(back.acknowledged()));
    }
}
