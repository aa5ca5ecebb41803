package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.route.Writer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Steps 1 to 3 of the flow for one rollout: commit a decision, make the routes as wanted, publish
 * the outcomes. All of it is absolute, so it may be done again at any time; after a crash it is
 * done again from the committed state.
 */
final class Settler {

    /** After so many conflicts in a row the event waits a little before it is tried again. */
    private static final int CONFLICTS = 20;

    private final RolloutStore store;
    private final Policies policies;
    private final RouteGateway routes;
    private final Outcomes outcomes;
    private final Telemetry telemetry;
    private final Clock clock;

    private final Acknowledgements acknowledged = new Acknowledgements();

    /** The last acknowledged outcome of a rollout, where the status does not yet say so. */
    private final Map<String, Long> published = new ConcurrentHashMap<>();

    Settler(Ports ports) {
        this.store = ports.store();
        this.policies = ports.policies();
        this.routes = ports.routes();
        this.outcomes = ports.outcomes();
        this.telemetry = ports.telemetry();
        this.clock = ports.clock();
    }

    /**
     * Decides {@code event} on {@code read}, commits, and settles what follows; reads and decides
     * again after a conflict.
     */
    Turn decide(Stored read, RolloutEvent event) {
        Stored stored = read;
        for (int conflicts = 0; conflicts < CONFLICTS; conflicts++) {
            Decision decision =
                    RolloutStateMachine.decide(stored.rollout(), event, clock.instant());
            Result<Stored> committed =
                    switch (decision) {
                        case Decision.Moved moved -> commit(stored, moved.next());
                        case Decision.Noted noted ->
                                told(noted)
                                        ? commit(stored, noted.next())
                                        : new Result.Unreachable<>(
                                                "the refusal is not acknowledged");
                        case Decision.Unchanged unchanged -> new Result.Done<>(stored);
                    };
            switch (committed) {
                case Result.Done<Stored>(Stored now) -> {
                    telemetry.decided(event, Optional.of(stored.rollout()), decision);
                    replaced(decision, event)
                            .ifPresent(old -> telemetry.refused(old, decision.reason()));
                    return settle(now, event);
                }
                case Result.Unreachable<Stored>(String why) -> {
                    return Turn.retry(why);
                }
                case Result.Conflict<Stored>(String what) -> telemetry.conflict(what);
                case Result.Rejected<Stored>(String why) -> {
                    if (store.refresh(stored.rollout().service()) instanceof Result.Done<?>
                            && again(stored).isEmpty()) {
                        return Turn.DONE;
                    }
                    return Turn.retry(why);
                }
            }
            if (!(store.refresh(stored.rollout().service()) instanceof Result.Done<?>)) {
                return Turn.retry("the rollout could not be read again after a conflict");
            }
            Optional<Stored> fresh = again(stored);
            if (fresh.isEmpty()) {
                return Turn.DONE;
            }
            stored = fresh.get();
        }
        return Turn.retry("%d conflicts in a row".formatted(CONFLICTS));
    }

    /**
     * Tells of what will not be followed, before that is committed: after a crash in between it is
     * decided, and told, once more.
     */
    private boolean told(Decision.Noted noted) {
        return noted.refused()
                .map(event -> outcomes.refused(event, noted.reason()))
                .filter(told -> !(told instanceof Result.Done<Boolean>))
                .isEmpty();
    }

    /** An earlier event whose place {@code event} took. */
    private static Optional<RolloutEvent> replaced(Decision decision, RolloutEvent event) {
        return decision instanceof Decision.Noted noted
                ? noted.refused().filter(refused -> !refused.equals(event))
                : Optional.empty();
    }

    private Optional<Stored> again(Stored stored) {
        Rollout rollout = stored.rollout();
        return store.named(rollout.service(), rollout.identity().name());
    }

    /** Makes the cluster and the audit log agree with the committed state. */
    Turn settle(Stored stored, RolloutEvent event) {
        Rollout rollout = stored.rollout();
        if (settled(stored)) {
            return Turn.DONE;
        }
        if (rollout.wanted().isPresent()) {
            Turn applied = apply(stored, event);
            if (!applied.isDone()
                    || !again(stored).map(Stored::rollout).equals(Optional.of(rollout))) {
                return applied;
            }
        }
        return publish(stored);
    }

    /** Whether nothing is left to do for an ended rollout. */
    boolean settled(Stored stored) {
        return !stored.rollout().live()
                && stored.publishedRevision() >= stored.rollout().revision();
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
                }
                yield acknowledged.news(rollout, event, writes)
                                || rollingBack
                                || rollout.routes().problem().isPresent()
                        ? followUp(
                                stored,
                                event,
                                new Observation.RoutesApplied(rollout.wantedRevision()))
                        : Turn.DONE;
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
        if (RolloutStateMachine.decide(stored.rollout(), seen, clock.instant())
                instanceof Decision.Unchanged) {
            return Turn.DONE;
        }
        return decide(stored, seen);
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

    private Turn publish(Stored stored) {
        Rollout rollout = stored.rollout();
        String uid = rollout.identity().uid();
        for (Move move : rollout.history()) {
            if (move.revision() > publishedOf(stored)) {
                if (!(outcomes.publish(rollout, move) instanceof Result.Done<Boolean>)) {
                    return Turn.retry(
                            "the outcome of revision %d is not acknowledged"
                                    .formatted(move.revision()));
                }
                published.merge(uid, move.revision(), Math::max);
            }
        }
        if (rollout.live()) {
            return Turn.DONE;
        }
        boolean succeeded = rollout.phase() instanceof Phase.Succeeded;
        if (!(policies.show(
                        rollout.service(),
                        Optional.empty(),
                        succeeded ? Optional.of(rollout.canary()) : rollout.stable())
                instanceof Result.Done<Boolean>)) {
            return Turn.retry("the policy's status is not written");
        }
        Rollout settled = rollout.withProblem(Optional.empty());
        if (commit(stored, settled) instanceof Result.Done<Stored>) {
            forget(rollout);
            return Turn.DONE;
        }
        return Turn.retry("the end of %s is not committed".formatted(rollout.identity().name()));
    }

    /** Forgets what this process remembered of a rollout that has ended or is deleted. */
    void forget(Rollout rollout) {
        published.remove(rollout.identity().uid());
        acknowledged.forget(rollout);
    }

    private Result<Stored> commit(Stored stored, Rollout next) {
        return store.commit(stored, next, publishedOf(stored));
    }

    private long publishedOf(Stored stored) {
        return Math.max(
                stored.publishedRevision(),
                published.getOrDefault(stored.rollout().identity().uid(), 0L));
    }
}
