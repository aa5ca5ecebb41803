package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.RouteApplier.Applied;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.Follow;
import dev.tidegate.core.service.ServiceDecision.Forget;
import dev.tidegate.core.service.ServiceDecision.Freeze;
import dev.tidegate.core.service.ServiceDecision.NoNews;
import dev.tidegate.core.service.ServiceDecision.NotYet;
import dev.tidegate.core.service.ServiceDecision.Nothing;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.service.ServiceDecision.Scale;
import dev.tidegate.core.service.ServiceDecision.Settle;
import dev.tidegate.core.service.ServiceDecision.Unfollow;
import dev.tidegate.core.service.ServiceStateMachine;

import java.time.Clock;
import java.util.Optional;

/**
 * Carries out what was decided about a service, within one attempt: commits, makes the routes so,
 * opens rollouts, refuses. What is seen by that is decided and carried out, too.
 */
final class Execution {

    private final Ports ports;
    private final Outbox outbox;
    private final RouteApplier routes;
    private final ServiceSnapshot view;
    private final RolloutStore store;
    private final Telemetry telemetry;
    private final Clock clock;

    Execution(Ports ports, Outbox outbox, RouteApplier routes, ServiceSnapshot view) {
        this.ports = ports;
        this.outbox = outbox;
        this.routes = routes;
        this.view = view;
        this.store = ports.store();
        this.telemetry = ports.telemetry();
        this.clock = ports.clock();
    }

    /**
     * Carries a decision out.
     *
     * @param cause the event that is being handled
     */
    Attempt carryOut(ServiceDecision decision, RolloutEvent cause) {
        return switch (decision) {
            case OnRollout decided -> commit(decided);
            case Settle(Rollout rollout) -> settle(view.stored(rollout), cause);
            case Open open -> open(open);
            case Follow(Rollout ended, DeployStarted next) ->
                    Attempt.of(write(view.stored(ended), ended.followedBy(next)));
            case Unfollow unfollow -> unfollow(unfollow);
            case Refuse(RolloutEvent event, String reason) -> refuse(event, reason);
            case NoNews(RolloutEvent event, String reason) -> noNews(event, reason);
            case Forget(Command command) -> forget(command);
            case Freeze(Command command) -> freeze(command);
            case Scale scale -> new Scaler(ports).carryOut(scale, cause, view, this::write);
            case ReadAnew(String what) -> new Attempt.Stale(what);
            case NotYet(String why) -> Attempt.retry(why);
            case First(ServiceDecision first, var _) -> carryOut(first, cause);
            case Nothing _ -> Attempt.done();
        };
    }

    /**
     * Commits, and makes the routes so. What meets somebody else's commit is for nobody to decide
     * here: it may be another rollout's now.
     */
    private Attempt commit(OnRollout decided) {
        Stored stored = view.stored(decided.rollout());
        Decision decision = decided.decision();
        Result<Stored> committed =
                switch (decision) {
                    case Decision.Moved moved -> write(stored, moved.next());
                    case Decision.Noted noted -> write(stored, noted.next());
                    case Decision.Unchanged _ -> new Result.Done<>(stored);
                };
        if (committed instanceof Result.Done<Stored>(Stored now)) {
            RolloutEvent event = decided.event();
            telemetry.decided(event, Optional.of(decided.rollout()), decision);
            replaced(decision, event).ifPresent(old -> telemetry.refused(old, decision.reason()));
            if (decision instanceof Decision.Moved && now.rollout().plan().analysis().isPresent()) {
                // before the routes: what is read while they change is of no step
                ports.outcomes().live(now.rollout(), true);
            }
            return settle(now, event);
        }
        if (committed instanceof Result.Conflict<Stored>(String what)) {
            telemetry.conflict(what);
        }
        return Attempt.of(committed);
    }

    /** An earlier event whose place {@code event} took. */
    private static Optional<RolloutEvent> replaced(Decision decision, RolloutEvent event) {
        return decision instanceof Decision.Noted noted
                ? noted.refused().filter(refused -> !refused.equals(event))
                : Optional.empty();
    }

    /** Makes the cluster agree with the committed state, and decides what is seen by that. */
    private Attempt settle(Stored stored, RolloutEvent event) {
        Rollout rollout = stored.rollout();
        if (rollout.left()) {
            routes.forget(rollout);
        }
        if (view.settled(rollout)) {
            return Attempt.done();
        }
        return switch (routes.apply(rollout, event)) {
            case Applied.AsWanted _ -> {
                view.settle(rollout);
                yield Attempt.done();
            }
            case Applied.Saw(Observation what) -> {
                boolean applied = what instanceof Observation.RoutesApplied;
                // that a pause is told another reason changes nothing for the routes
                boolean told =
                        what instanceof Observation.RoutesBroken
                                && rollout.phase() instanceof Phase.Paused;
                if (applied || told) {
                    view.settle(rollout);
                }
                Attempt seen = observed(rollout, event.because(what, clock.instant()));
                if (applied && seen.isDone()) {
                    routes.known(rollout);
                }
                yield seen;
            }
            case Applied.Left _ -> Attempt.of(write(stored, rollout.leavingRoutes()));
            case Applied.NotYet(String why, boolean shown) -> {
                if (shown) {
                    show(stored, why);
                }
                yield Attempt.retry(why);
            }
        };
    }

    private Attempt observed(Rollout rollout, RolloutEvent seen) {
        OnRollout decided = ServiceStateMachine.decide(view, rollout, seen, clock.instant());
        if (decided.unmoved()) {
            view.settle(rollout);
            return Attempt.done();
        }
        return commit(decided);
    }

    /** Shows in the status why the routes are not as wanted; not being able to is no obstacle. */
    private void show(Stored stored, String why) {
        Rollout rollout = stored.rollout();
        Rollout shown = rollout.withProblem(Optional.of(why));
        if (!shown.equals(rollout) && !(write(stored, shown) instanceof Result.Done)) {
            telemetry.conflict(rollout.identity().name() + " does not show: " + why);
        }
    }

    /** The resource's number is the lock: two processes cannot both open the same one. */
    private Attempt open(Open open) {
        DeployStarted deploy = open.deploy();
        int number = view.nextNumber();
        return switch (store.create(deploy, number, open.plan())) {
            case Result.Done<Stored>(Stored created) -> {
                view.wrote(created);
                Rollout rollout = created.rollout();
                telemetry.decided(
                        deploy, Optional.of(rollout), new Decision.Moved(rollout, deploy.cause()));
                yield Attempt.done();
            }
            case Result.Conflict<Stored>(String what) -> Attempt.retry(taken(deploy, number, what));
            case Result.Unreachable<Stored>(String why) -> Attempt.retry(why);
            case Result.Rejected<Stored>(String why) ->
                    carryOut(ServiceStateMachine.rejected(view, deploy, why), deploy);
        };
    }

    /** Somebody else has the number: next time there is a newer rollout to decide on. */
    private String taken(DeployStarted deploy, int number, String what) {
        telemetry.conflict(what);
        ServiceKey service = deploy.service();
        boolean read =
                store.refresh(service) instanceof Result.Done<?>
                        && store.latest(service).filter(s -> s.number() >= number).isPresent();
        String name = service.name() + "-" + number;
        return read
                ? what
                : "%s; rollout %s is not among those that can be read; if it is there, repair it, or delete it"
                        .formatted(what, name);
    }

    private Attempt unfollow(Unfollow unfollow) {
        Rollout ended = unfollow.ended();
        DeployStarted next = ended.next().orElseThrow();
        unfollow.refused().ifPresent(why -> telemetry.refused(next, why.reason()));
        unfollow.noNews().ifPresent(why -> noNews(next, why));
        return Attempt.of(write(view.stored(ended), ended.withoutNext(unfollow.refused())));
    }

    /** Refuses an event of which no rollout's status tells. */
    private Attempt refuse(RolloutEvent event, String reason) {
        telemetry.refused(event, reason);
        outbox.refuse(event.service(), Refusal.of(event, reason));
        return Attempt.done();
    }

    private Attempt noNews(RolloutEvent event, String reason) {
        telemetry.decided(event, Optional.empty(), new Decision.Unchanged(reason));
        return Attempt.done();
    }

    private Attempt forget(Command command) {
        String alert = command.fingerprint().orElse("");
        Result<Boolean> done = ports.policies().forget(command.service(), alert);
        return done instanceof Result.Done<Boolean>(Boolean wasThere)
                ? carryOut(
                        ServiceStateMachine.forgotten(view, command, wasThere, clock.instant()),
                        command)
                : Attempt.retry("%s is not done: %s".formatted(command.title(), done.trouble()));
    }

    private Attempt freeze(Command command) {
        Result<Boolean> done = ports.freezes().follow(command);
        return done instanceof Result.Done<Boolean>(Boolean changed)
                ? noNews(command, command.title() + (changed ? "" : "; that was so before"))
                : Attempt.retry("%s is not done: %s".formatted(command.title(), done.trouble()));
    }

    /** Step 1 of the flow: the point of no return. */
    private Result<Stored> write(Stored stored, Rollout next) {
        Result<Stored> written =
                store.commit(stored, outbox.pruned(stored, next), outbox.published(stored));
        if (written instanceof Result.Done<Stored>(Stored now)) {
            view.wrote(now);
        }
        return written;
    }
}
