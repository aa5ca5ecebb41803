package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.NoNews;
import dev.tidegate.core.service.ServiceDecision.Nothing;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.service.ServiceStateMachine;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * One attempt to carry an event through: read the service, decide, commit, apply the routes, until
 * nothing is left to do. What it writes is absolute, so after a crash the next attempt goes on from
 * the committed state.
 */
final class Reconciler {

    /** After so many readings that were out of date the event waits a little. */
    private static final int READINGS = 20;

    /** No event leads to so many steps; one that does must not keep its service for ever. */
    private static final int STEPS = 20;

    private final Ports ports;
    private final RolloutStore store;
    private final Outbox outbox;
    private final RouteApplier routes;
    private final PodWatch pods;
    private final Clock clock;

    Reconciler(Ports ports, Outbox outbox) {
        this.ports = ports;
        this.store = ports.store();
        this.outbox = outbox;
        this.routes = new RouteApplier(ports);
        this.pods = new PodWatch(ports);
        this.clock = ports.clock();
    }

    /** Handles the event, through the commit of what it decides and the routes. */
    Attempt handle(RolloutEvent event) {
        ServiceKey service = event.service();
        Attempt attempt =
                upToDate(service, view -> carried(view, event, ServiceStateMachine::decide));
        store.latest(service).ifPresent(s -> pods.remind(s.rollout()));
        return attempt;
    }

    /** Whether nothing remains to be done for the routes of the service. */
    boolean isFinished(ServiceKey service) {
        return store.latest(service)
                .filter(s -> s.rollout().phase() instanceof Phase.RollingBack)
                .isEmpty();
    }

    /** The end of a rollback whose routes are acknowledged is written down. */
    Attempt finish(RolloutEvent event) {
        ServiceKey service = event.service();
        Attempt attempt;
        int tries = 0;
        do {
            attempt = upToDate(service, view -> carried(view, event, ServiceStateMachine::finish));
        } while (++tries < READINGS && attempt.isDone() && !isFinished(service));
        return attempt.isDone() && !isFinished(service)
                ? Attempt.retry(
                        "somebody else writes the routes of %s all the time".formatted(service))
                : attempt;
    }

    /** Whether the alert changes something of what is known here. */
    boolean matters(AlertFired fired) {
        ServiceSnapshot view = new ServiceSnapshot(ports, fired.service(), false);
        return ServiceStateMachine.matters(view, fired, clock.instant());
    }

    /** What a look says that it follows from. */
    Observed nudge(ServiceKey service) {
        return Observed.nudge(service, clock.instant());
    }

    /** Forgets a rollout that was deleted. */
    void gone(Rollout rollout) {
        routes.forget(rollout);
        outbox.forget(rollout);
    }

    /**
     * Decides; when what it decides on turns out to be out of date, reads anew and decides again:
     * which rollout the event is for, too.
     */
    private Attempt upToDate(ServiceKey service, Function<ServiceSnapshot, Attempt> work) {
        Attempt ended = work.apply(new ServiceSnapshot(ports, service, false));
        for (int i = 0; i < READINGS && ended instanceof Attempt.Stale; i++) {
            Result<List<Stored>> fresh = store.refresh(service);
            ended =
                    fresh instanceof Result.Done<List<Stored>>
                            ? work.apply(new ServiceSnapshot(ports, service, true))
                            : Attempt.retry(fresh.trouble());
        }
        return ended instanceof Attempt.Stale(String what) ? Attempt.retry(what) : ended;
    }

    /** How an event is decided. */
    private interface DecisionRule {
        ServiceDecision decide(ServiceSnapshot view, RolloutEvent event, Instant now);
    }

    private Attempt carried(ServiceSnapshot view, RolloutEvent event, DecisionRule decider) {
        Execution execution = new Execution(ports, outbox, routes, view);
        RolloutEvent cause = event;
        ServiceDecision decision = decider.decide(view, event, clock.instant());
        for (int step = 0; !(decision instanceof Nothing); step++) {
            ServiceDecision now =
                    decision instanceof First(ServiceDecision first, var _) ? first : decision;
            Attempt attempt =
                    step < STEPS
                            ? execution.carryOut(now, cause)
                            : Attempt.retry("%s comes to no end".formatted(event.service()));
            boolean told = decision instanceof NoNews || decision instanceof Refuse;
            if (!attempt.isDone() || told) {
                return attempt;
            }
            if (now instanceof Open(DeployStarted deploy, var _)) {
                cause = deploy;
            }
            decision =
                    decision instanceof First(var _, RolloutEvent then)
                            ? ServiceStateMachine.decide(view, then, clock.instant())
                            : ServiceStateMachine.next(view, cause, clock.instant());
        }
        return Attempt.done();
    }
}
