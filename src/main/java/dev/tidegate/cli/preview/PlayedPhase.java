package dev.tidegate.cli.preview;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Observation.RoutesApplied;
import dev.tidegate.core.event.Observation.RoutesBroken;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One phase of a played release: what was decided, and what that made of the objects, as the
 * controller settles it on a cluster where nobody else writes.
 *
 * @param planner of the cluster that the objects are in
 * @param phase the one that was decided
 * @param rollout as it is after the routes were made so, or could not be
 * @param before the objects before
 * @param after the objects after, in the same order
 * @param notes what a person should know of the writes
 * @param problem why the routes are not as wanted; empty when they are
 * @param at when, by the clock of the play
 */
record PlayedPhase(
        RoutePlanner planner,
        Phase phase,
        Rollout rollout,
        List<ObservedObject> before,
        List<ObservedObject> after,
        List<String> notes,
        Optional<String> problem,
        Instant at) {

    /** A rollout that has touched nothing yet. */
    static PlayedPhase opened(
            RoutePlanner planner, Rollout rollout, List<ObservedObject> objects, Instant at) {
        return new PlayedPhase(
                planner,
                rollout.phase(),
                rollout,
                objects,
                objects,
                List.of(),
                Optional.empty(),
                at);
    }

    /** What {@code event} makes of it: the decision, and its writes. */
    PlayedPhase then(RolloutEvent event) {
        Rollout next = decided(rollout, event);
        PlayedWrites written = PlayedWrites.of(planner.plan(ReleaseView.of(next), after), after);
        Rollout told =
                next.wanted().isPresent() && !(next.phase() instanceof Phase.RollingBack)
                        ? decided(next, observed(event.time(), settled(next, written.problem())))
                        : next;
        return new PlayedPhase(
                planner,
                next.phase(),
                told,
                after,
                written.objects(),
                written.notes(),
                written.problem(),
                event.time());
    }

    private static Observation settled(Rollout rollout, Optional<String> problem) {
        long revision = rollout.wantedRevision();
        return problem.<Observation>map(p -> new RoutesBroken(revision, p))
                .orElseGet(() -> new RoutesApplied(revision));
    }

    /** The routes of this stage are acknowledged: what ends a rollback. */
    RolloutEvent acknowledged() {
        return observed(at, new RoutesApplied(rollout.wantedRevision()));
    }

    /** An observation that the controller makes at this stage. */
    RolloutEvent observed(Instant when, Observation observation) {
        return new Observed("preview", rollout.service(), when, observation);
    }

    PlayedPhaseTitle title() {
        return PlayedPhaseTitle.of(phase, rollout.plan());
    }

    /** Whether an object is another one after it. */
    boolean changes() {
        return !before.equals(after);
    }

    private static Rollout decided(Rollout rollout, RolloutEvent event) {
        return switch (RolloutStateMachine.decide(rollout, event, event.time())) {
            case Decision.Moved moved -> moved.next();
            case Decision.Noted noted -> noted.next();
            case Decision.Unchanged _ -> rollout;
        };
    }
}
