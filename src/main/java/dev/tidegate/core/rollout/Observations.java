package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Observation.GatesSeen;
import dev.tidegate.core.event.Observation.Hindered;
import dev.tidegate.core.event.Observation.NextCanStart;
import dev.tidegate.core.event.Observation.Nudged;
import dev.tidegate.core.event.Observation.PodsSeen;
import dev.tidegate.core.event.Observation.RoutesApplied;
import dev.tidegate.core.event.Observation.RoutesBroken;
import dev.tidegate.core.event.Observation.RoutesDrifted;
import dev.tidegate.core.event.Observation.SubsetsUndefined;
import dev.tidegate.core.event.Observation.TakenOver;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.Problems;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.Pending;
import dev.tidegate.core.rollout.Phase.RollingBack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the controller's own observations do. */
final class Observations {

    private static final String LATE =
            "the routes were acknowledged late; so the wait ends later, with its whole length";
    private static final Decision AS_WANTED = new Decision.Unchanged("the routes are as wanted");

    private Observations() {}

    static Decision decide(Transition transition, Live live, Observation observation) {
        return switch (observation) {
            case GatesSeen gates -> gates(transition, live, gates);
            case RoutesApplied applied -> applied(transition, live, applied);
            case RoutesBroken(long _, String problem) -> broken(transition, live, problem);
            case RoutesDrifted drifted -> Drift.decide(transition, live, drifted);
            case SubsetsUndefined undefined -> Drift.decide(transition, live, undefined);
            case Hindered hindered -> hindered(transition, hindered);
            case NextCanStart _ ->
                    live instanceof RollingBack || transition.from().next().isEmpty()
                            ? new Decision.Unchanged("the next one waits for the end")
                            : transition.supersede(transition.from().next().get());
            case TakenOver(DeployStarted deploy) -> takenOver(transition, live, deploy);
            case PodsSeen(Pods pods) -> PodLook.decide(transition, live, pods);
            case Nudged _ -> new Decision.Unchanged("nothing of the release itself has changed");
        };
    }

    /** A pause that is there already is shown with what is in the way of its weights. */
    private static Decision broken(Transition transition, Live live, String problem) {
        Rollout rollout = transition.from();
        return switch (live) {
            case Pending _, RollingBack _ -> new Decision.Unchanged(problem);
            case Pausable pausable ->
                    transition.to(new Paused(pausable, false, problem, transition.now()), problem);
            case Paused paused ->
                    paused.reason().equals(problem)
                                    || rollout.routes().problem().equals(Optional.of(problem))
                            ? new Decision.Unchanged(problem)
                            : new Decision.Noted(
                                    rollout.withProblem(Optional.of(problem)),
                                    Optional.empty(),
                                    problem);
        };
    }

    private static Decision gates(Transition transition, Live live, GatesSeen gates) {
        if (!(live instanceof Pending pending)) {
            return new Decision.Unchanged("%s has no gates".formatted(live.title()));
        }
        if (gates.stable().isEmpty() || (!gates.blockers().isEmpty() && !pending.skipped())) {
            Pending waiting = pending.waitingFor(gates.blockers());
            String what = Problems.brief(gates.blockers());
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
        return transition.prepare(gates.stable().get(), gates);
    }

    private static Decision applied(Transition transition, Live live, RoutesApplied applied) {
        Rollout rollout = transition.from();
        if (applied.revision() != rollout.wantedRevision()) {
            return new Decision.Unchanged(
                    "a write of revision %d; the routes are wanted by revision %d"
                            .formatted(applied.revision(), rollout.wantedRevision()));
        }
        if (live instanceof RollingBack back) {
            return transition.rolledBack(back, applied.whole());
        }
        Live held =
                switch (live) {
                    case Pausable waiting -> held(transition, waiting, transition.now());
                    // what is left of the hold when the pause began must be left when it ends
                    case Paused p ->
                            new Paused(
                                    held(transition, p.interrupted(), p.since()),
                                    p.declared(),
                                    p.reason(),
                                    p.since());
                    case RollingBack _ -> live;
                };
        if (!held.equals(live)) {
            return transition.acknowledged(held, LATE);
        }
        return rollout.routes().problem().isPresent()
                ? transition.acknowledged(live, "the routes are as wanted again")
                : AS_WANTED;
    }

    /**
     * The phase, its hold ending later by what the acknowledgement is late: counted from the move
     * that wanted these weights, once for each, so that a hand edit and its revert make no hold
     * longer; never later than a whole hold from the acknowledgement.
     */
    private static Pausable held(Transition transition, Pausable phase, Instant acknowledged) {
        Rollout rollout = transition.from();
        Optional<Duration> late =
                rollout.history().stream()
                        .filter(m -> m.revision() == rollout.wantedRevision())
                        .filter(m -> m.revision() > rollout.routes().acknowledged())
                        .map(m -> m.at().plus(Transition.ACKNOWLEDGE))
                        .map(expected -> Duration.between(expected, acknowledged))
                        .findFirst();
        Optional<Duration> lacking =
                phase.hold(rollout.plan())
                        .flatMap(
                                hold ->
                                        phase.due()
                                                .map(
                                                        due ->
                                                                Duration.between(
                                                                        due,
                                                                        acknowledged.plus(hold))));
        return late.flatMap(l -> lacking.map(s -> l.compareTo(s) < 0 ? l : s))
                .filter(Duration::isPositive)
                .map(phase::shifted)
                .orElse(phase);
    }

    private static Decision takenOver(Transition transition, Live live, DeployStarted deploy) {
        Rollout dry = transition.from();
        Transition deployed = new Transition(dry, deploy, transition.now());
        return live instanceof RollingBack
                ? deployed.queued(
                        deploy,
                        "%s waits for the end of %s"
                                .formatted(deploy.version(), dry.identity().name()))
                : deployed.supersede(deploy);
    }

    /** What cannot start ends no release: it is refused, or waits for what it lacks. */
    private static Decision hindered(Transition transition, Hindered hindered) {
        DeployStarted deploy = hindered.deploy();
        Transition deployed = new Transition(transition.from(), deploy, transition.now());
        return hindered.refused()
                .map(deployed::refused)
                .orElseGet(
                        () ->
                                deployed.queued(
                                        deploy,
                                        "%s waits %s, or for the end of %s"
                                                .formatted(
                                                        deploy.version(),
                                                        hindered.delayed()
                                                                .map(why -> "because " + why)
                                                                .orElse(
                                                                        "until its Deployment"
                                                                                + " exists"),
                                                        transition.from().identity().name())));
    }
}
