package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Observation.Gates;
import dev.tidegate.core.event.Observation.RoutesApplied;
import dev.tidegate.core.event.Observation.RoutesBroken;
import dev.tidegate.core.event.Observation.RoutesDrifted;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.Pending;
import dev.tidegate.core.rollout.Phase.RollingBack;

import java.time.Duration;
import java.util.List;

/** What the controller's own observations do. */
final class Observations {

    private Observations() {}

    static Decision decide(Transition transition, Live live, Observation observation) {
        return switch (observation) {
            case Gates gates -> gates(transition, live, gates);
            case RoutesApplied applied -> applied(transition, live, applied);
            case RoutesBroken broken ->
                    live instanceof Pausable pausable && !(live instanceof Pending)
                            ? transition.to(
                                    new Paused(pausable, false, broken.problem(), transition.now()),
                                    broken.problem())
                            : new Decision.Unchanged(broken.problem());
            case RoutesDrifted drifted -> drifted(transition, live, drifted);
        };
    }

    private static Decision gates(Transition transition, Live live, Gates gates) {
        if (!(live instanceof Pending pending)) {
            return new Decision.Unchanged("%s has no gates".formatted(live.title()));
        }
        boolean skipped = pending.blockers().equals(List.of(Pending.SKIPPED));
        if (gates.stable().isEmpty() || (!gates.blockers().isEmpty() && !skipped)) {
            return gates.blockers().equals(pending.blockers()) || skipped
                    ? new Decision.Unchanged(
                            "still waiting: " + String.join("; ", gates.blockers()))
                    : transition.noted(
                            new Pending(pending.since(), pending.deadline(), gates.blockers()),
                            "waiting: " + String.join("; ", gates.blockers()));
        }
        if (gates.stable().get().equals(transition.from().canary())) {
            String reason =
                    "version: %s carries the traffic already; deploy another version"
                            .formatted(transition.from().canary());
            return transition.to(new Phase.Failed(reason, transition.now()), reason);
        }
        return transition.prepare(gates.stable().get());
    }

    private static Decision applied(Transition transition, Live live, RoutesApplied applied) {
        Rollout rollout = transition.from();
        if (applied.revision() != rollout.wantedRevision()) {
            return new Decision.Unchanged(
                    "a write of revision %d; the routes are wanted by revision %d"
                            .formatted(applied.revision(), rollout.wantedRevision()));
        }
        if (live instanceof RollingBack back) {
            return transition.to(
                    new Phase.RolledBack(back.cause(), transition.now()), back.cause());
        }
        Duration late =
                Duration.between(live.since(), transition.now()).minus(Transition.ACKNOWLEDGE);
        if (live instanceof Pausable pausable
                && rollout.wantedRevision() == rollout.revision()
                && late.isPositive()
                && live.due().isPresent()) {
            return transition.noted(
                    pausable.shifted(late),
                    "the write was acknowledged %s late; so the wait ends later".formatted(late));
        }
        return new Decision.Unchanged("the routes are as wanted");
    }

    private static Decision drifted(Transition transition, Live live, RoutesDrifted drifted) {
        Rollout rollout = transition.from();
        if (rollout.wanted().isEmpty()) {
            return new Decision.Unchanged("no weight is wanted yet");
        }
        String what =
                "%s was edited by hand to %s (wanted %s)"
                        .formatted(drifted.route(), drifted.found(), rollout.wanted().get());
        if (live instanceof RollingBack) {
            return transition.to(
                    live, rollout.wanted().get(), what + "; reverted, because it is rolling back");
        }
        return switch (rollout.plan().onDrift()) {
            case REVERT -> transition.to(live, rollout.wanted().get(), what + "; reverted");
            case ADOPT ->
                    transition.to(live, drifted.found(), what + "; adopted until the next step");
            case PAUSE ->
                    live instanceof Pausable pausable
                            ? transition.to(
                                    new Paused(pausable, false, what, transition.now()),
                                    drifted.found(),
                                    what)
                            : transition.to(live, drifted.found(), what + "; it stays paused");
        };
    }
}
