package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodGate;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Writer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Steps 1 and 2 of the flow for one rollout: commit a decision, make the routes as wanted. Both are
 * absolute, so they may be done again at any time; after a crash they are done again from the
 * committed state.
 */
final class Settler {

    private final RolloutStore store;
    private final RouteGateway routes;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final Clock clock;
    private final PodWatch pods;
    private final Watchdog watchdog;

    private final Acknowledgements acknowledged = new Acknowledgements();

    Settler(Ports ports, Outbox outbox) {
        this.store = ports.store();
        this.routes = ports.routes();
        this.outbox = outbox;
        this.telemetry = ports.telemetry();
        this.clock = ports.clock();
        this.pods = new PodWatch(ports);
        this.watchdog = ports.watchdog();
    }

    /**
     * Decides {@code event} on {@code stored}, commits, and settles what follows. What meets
     * somebody else's commit is for nobody to decide here: it may be another rollout's now.
     */
    Turn decide(Stored stored, RolloutEvent event) {
        Decision decision = decided(stored, event);
        Result<Stored> committed =
                switch (decision) {
                    case Decision.Moved moved -> commit(stored, moved.next());
                    case Decision.Noted noted -> commit(stored, noted.next());
                    case Decision.Unchanged _ -> new Result.Done<>(stored);
                };
        if (committed instanceof Result.Done<Stored>(Stored now)) {
            telemetry.decided(event, Optional.of(stored.rollout()), decision);
            replaced(decision, event).ifPresent(old -> telemetry.refused(old, decision.reason()));
            return settle(now, event);
        }
        if (committed instanceof Result.Conflict<Stored>(String what)) {
            telemetry.conflict(what);
        }
        return Turn.of(committed);
    }

    /** Whether the event does nothing to the rollout: it changes nothing, or is refused. */
    boolean unmoved(Stored stored, RolloutEvent event) {
        return switch (decided(stored, event)) {
            case Decision.Moved _ -> false;
            case Decision.Noted noted -> noted.refused().isPresent();
            case Decision.Unchanged _ -> true;
        };
    }

    /** Whether the deployment would take the live rollout's place. */
    boolean supersedes(Stored live, DeployStarted deploy) {
        return decided(live, deploy) instanceof Decision.Moved moved
                && moved.next().phase() instanceof Phase.Superseded;
    }

    private Decision decided(Stored stored, RolloutEvent event) {
        return PodGate.decide(
                stored.rollout(),
                event,
                () -> pods.of(stored.rollout()),
                watchdog.silent(),
                clock.instant());
    }

    /** An earlier event whose place {@code event} took. */
    private static Optional<RolloutEvent> replaced(Decision decision, RolloutEvent event) {
        return decision instanceof Decision.Noted noted
                ? noted.refused().filter(refused -> !refused.equals(event))
                : Optional.empty();
    }

    /** Makes the cluster agree with the committed state. */
    Turn settle(Stored stored, RolloutEvent event) {
        if (stored.left()) {
            acknowledged.forget(stored.rollout());
            return Turn.done();
        }
        return stored.rollout().wanted().isPresent() ? apply(stored, event) : Turn.done();
    }

    private Turn apply(Stored stored, RolloutEvent event) {
        Rollout rollout = stored.rollout();
        boolean rollingBack = rollout.phase() instanceof Phase.RollingBack;
        if (rollout.live() && !rollingBack) {
            Optional<Observation> drift = routes.drift(rollout);
            if (drift.isPresent()) {
                return decide(stored, observed(event, rollout, drift.get()));
            }
        }
        return switch (routes.apply(rollout, writer -> exists(rollout, writer))) {
            case Result.Done<Integer>(Integer writes) -> {
                Instant now = clock.instant();
                if (writes > 0) {
                    telemetry.applied(event, rollout, writes, Duration.between(event.time(), now));
                    if (rollingBack) {
                        // other services' routes come before the end of this one is written down
                        yield Turn.done();
                    }
                }
                if (!rollout.live()) {
                    yield Turn.of(commit(stored, rollout.leavingRoutes()));
                }
                yield acknowledged.news(rollout, event, writes)
                                || rollingBack
                                || rollout.routes().problem().isPresent()
                        ? followUp(
                                stored,
                                event,
                                new Observation.RoutesApplied(rollout.wantedRevision()))
                        : Turn.done();
            }
            case Result.Conflict<Integer>(String what) -> unanswered(stored, what);
            case Result.Unreachable<Integer>(String why) -> unanswered(stored, why);
            case Result.Rejected<Integer>(String problem) ->
                    rollingBack || !rollout.live()
                            ? stalled(stored, problem)
                            : followUp(
                                    stored,
                                    event,
                                    new Observation.RoutesBroken(
                                            rollout.wantedRevision(), problem));
        };
    }

    /** One failure is tried again at once; the second is shown. */
    private Turn unanswered(Stored stored, String why) {
        return acknowledged.unanswered(stored.rollout()) ? stalled(stored, why) : Turn.retry(why);
    }

    /** Shows in the status why the routes are not as wanted; not being able to is no obstacle. */
    private Turn stalled(Stored stored, String why) {
        Rollout rollout = stored.rollout();
        Rollout shown = rollout.withProblem(Optional.of(why));
        if (!shown.equals(rollout) && !(commit(stored, shown) instanceof Result.Done<Stored>)) {
            telemetry.conflict(rollout.identity().name() + " does not show: " + why);
        }
        return Turn.retry(why);
    }

    /** Whether the API server has the rollout that a route names as its last writer. */
    private boolean exists(Rollout rollout, Writer writer) {
        return !(store.refresh(rollout.service()) instanceof Result.Done<List<Stored>>(var all))
                || all.stream()
                        .anyMatch(
                                s ->
                                        writer.uid().isEmpty()
                                                ? s.number() == writer.number()
                                                : s.rollout()
                                                        .identity()
                                                        .uid()
                                                        .equals(writer.uid()));
    }

    /** Decides an observation; when it changes nothing, the turn goes on where it was. */
    private Turn followUp(Stored stored, RolloutEvent event, Observation observation) {
        RolloutEvent seen = observed(event, stored.rollout(), observation);
        return unmoved(stored, seen) ? Turn.done() : decide(stored, seen);
    }

    /**
     * An observation carries the id of the event it follows from, so that the history tells the
     * cause.
     */
    RolloutEvent observed(RolloutEvent event, Rollout rollout, Observation observation) {
        String id =
                "%s+%s/%d".formatted(rootOf(event), rollout.identity().name(), rollout.revision());
        return new Observed(id, rollout.service(), clock.instant(), observation);
    }

    private static String rootOf(RolloutEvent event) {
        int plus = event.id().lastIndexOf('+');
        return event instanceof Observed && plus > 0 ? event.id().substring(0, plus) : event.id();
    }

    /** An ended rollout is followed by this deployment: nothing opens it again. */
    Turn queued(Stored ended, DeployStarted next) {
        return Turn.of(commit(ended, ended.rollout().followedBy(next)));
    }

    /**
     * What waited for the end of a rollout has started, or is refused: it must not start again,
     * neither when the reason is gone nor when its rollout is deleted.
     */
    Turn dequeued(Stored ended, Optional<Refusal> refused) {
        return Turn.of(commit(ended, ended.rollout().withoutNext(refused)));
    }

    /** Forgets what this process remembered of a rollout that is deleted. */
    void forget(Rollout rollout) {
        acknowledged.forget(rollout);
        outbox.forget(rollout);
    }

    private Result<Stored> commit(Stored stored, Rollout next) {
        return store.commit(stored, outbox.pruned(stored, next), outbox.published(stored));
    }
}
