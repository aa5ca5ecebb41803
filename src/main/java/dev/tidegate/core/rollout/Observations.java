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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the controller's own observations do. */
final class Observations {

    private static final String LATE =
            "the routes were acknowledged late; so the wait ends later, with its whole length";
    private static final Decision AS_WANTED = new Decision.Unchanged("the routes are as wanted");

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
        boolean skipped = pending.skipped();
        if (gates.stable().isEmpty() || (!gates.blockers().isEmpty() && !skipped)) {
            Pending waiting =
                    skipped
                            ? pending.skipping(gates.blockers())
                            : new Pending(pending.since(), pending.deadline(), gates.blockers());
            String what = String.join("; ", gates.blockers());
            return waiting.equals(pending)
                    ? new Decision.Unchanged("still waiting: " + what)
                    : transition.noted(waiting, "waiting: " + what);
        }
        if (gates.stable().get().equals(transition.from().canary())) {
            String reason =
                    "version: %s carries the traffic already; deploy another version"
                            .formatted(transition.from().canary());
            return transition.to(new Phase.Failed(reason, transition.now()), reason);
        }
        return transition.prepare(gates.stable().get(), skipped ? gates.firing() : List.of());
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
        return switch (live) {
            case Pausable waiting ->
                    holding(transition, waiting, transition.now())
                            .map(later -> transition.noted(later, LATE))
                            .orElse(AS_WANTED);
            // what is left of the hold when the pause began must be left when it ends
            case Paused p ->
                    holding(transition, p.interrupted(), p.since())
                            .map(later -> new Paused(later, p.declared(), p.reason(), p.since()))
                            .map(paused -> transition.noted(paused, LATE))
                            .orElse(AS_WANTED);
            case RollingBack _ -> AS_WANTED;
        };
    }

    /** The phase with its whole hold from {@code acknowledged} on; empty when it ends no sooner. */
    private static Optional<Pausable> holding(
            Transition transition, Pausable phase, Instant acknowledged) {
        return transition
                .hold(phase)
                .flatMap(
                        hold ->
                                phase.due()
                                        .map(due -> Duration.between(due, acknowledged.plus(hold))))
                .filter(Duration::isPositive)
                .map(phase::shifted);
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
