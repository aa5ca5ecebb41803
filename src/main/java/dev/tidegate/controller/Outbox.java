package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Step 3 of the flow for all rollouts of a service: tells what their status says and nobody was
 * told yet, and what was refused without a rollout to say so. No decision waits for it; only the
 * offsets do.
 *
 * <p>That the end of a rollout was told is written down when there is a newer one. Until then the
 * offset guards it: an event whose consequences are not told comes again, and is known by its
 * rollout. An end that follows from no event is written down at once.
 */
final class Outbox {

    private final RolloutStore store;
    private final Policies policies;
    private final Outcomes outcomes;

    /** What this process has told of each service's newest rollout, and of live ones. */
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    /** What was refused without a rollout whose status holds it, by the event's id. */
    private final Map<ServiceKey, SequencedMap<String, Refusal>> refused =
            new ConcurrentHashMap<>();

    Outbox(Ports ports) {
        this.store = ports.store();
        this.policies = ports.policies();
        this.outcomes = ports.outcomes();
    }

    /** What will not be followed is told with the next delivery; it is lost with this process. */
    void refuse(ServiceKey service, Refusal refusal) {
        refused.compute(
                service,
                (_, waiting) -> {
                    SequencedMap<String, Refusal> all = new LinkedHashMap<>();
                    if (waiting != null) {
                        all.putAll(waiting);
                    }
                    all.put(refusal.event(), refusal);
                    return all;
                });
    }

    /** Tells everything there is to tell of the event's service, the oldest first. */
    Attempt deliver(RolloutEvent cause) {
        ServiceKey service = cause.service();
        for (Refusal refusal : refused.getOrDefault(service, new LinkedHashMap<>()).values()) {
            Attempt attempt = tell(service, refusal);
            if (!attempt.isDone()) {
                return attempt;
            }
            refused.computeIfPresent(
                    service,
                    (_, waiting) -> {
                        SequencedMap<String, Refusal> rest = new LinkedHashMap<>(waiting);
                        rest.remove(refusal.event(), refusal);
                        return rest.isEmpty() ? null : rest;
                    });
        }
        List<Stored> rollouts = store.of(service);
        for (Stored stored : rollouts.reversed()) {
            boolean guarded = stored.equals(rollouts.getFirst()) && guarded(stored.rollout());
            Attempt attempt = owed(stored, cause, guarded) ? tell(stored, guarded) : Attempt.done();
            if (!attempt.isDone()) {
                return attempt;
            }
        }
        if (rollouts.isEmpty()) {
            return Attempt.done();
        }
        outcomes.live(
                rollouts.getFirst().rollout(),
                rollouts.stream().anyMatch(one -> one.rollout().plan().analysis().isPresent()));
        return show(rollouts.getFirst().rollout());
    }

    /** Every move up to this one is told, as far as this process knows. */
    long published(Stored stored) {
        return Math.max(stored.publishedRevision(), told(stored.rollout()).revision());
    }

    /** {@code next} without what need not be kept once it was told. */
    Rollout pruned(Stored stored, Rollout next) {
        return Scalings.told(
                next.told(published(stored), told(next).refusals()), told(next).scalings());
    }

    void forget(Rollout rollout) {
        told.remove(rollout.identity().uid());
    }

    private Told told(Rollout rollout) {
        return told.getOrDefault(rollout.identity().uid(), Told.NOTHING);
    }

    /**
     * Whether it is for this delivery to tell of the rollout. The end of the newest is owed to the
     * event that it follows from, when that comes again; and to everybody, when it follows from
     * something that was seen in the cluster and will not come again, or there is a newer one.
     */
    private boolean owed(Stored stored, RolloutEvent cause, boolean guarded) {
        Rollout rollout = stored.rollout();
        if (rollout.live() || !guarded) {
            return rollout.live() || !marked(stored);
        }
        return !(cause instanceof Observed)
                && (told.containsKey(rollout.identity().uid())
                        || rollout.knows(cause)
                        || moved(rollout, cause.id()));
    }

    private static boolean moved(Rollout rollout, String event) {
        return rollout.history().stream().map(Move::eventId).anyMatch(event::equals);
    }

    /** Whether the status says that all of it is told. */
    private static boolean marked(Stored stored) {
        return stored.publishedRevision() >= stored.rollout().revision()
                && stored.rollout().refusals().isEmpty()
                && Scalings.untold(stored.rollout()).isEmpty();
    }

    /**
     * Whether an offset waits for the rollout's last move to be told: not where a look at the
     * cluster or a tick moved it, which does not come again, nor when its pods were scaled since.
     */
    private static boolean guarded(Rollout rollout) {
        String cause = rollout.history().getLast().eventId();
        return !cause.equals(Observed.NUDGE)
                && !TimerId.is(cause)
                && Scalings.untold(rollout).isEmpty();
    }

    /** Whether nobody may have been told of the end, and nothing that comes will have it told. */
    static boolean untold(Stored stored) {
        return !stored.rollout().live() && !guarded(stored.rollout()) && !marked(stored);
    }

    private Attempt tell(Stored stored, boolean guarded) {
        Rollout rollout = stored.rollout();
        String uid = rollout.identity().uid();
        for (Move move : rollout.history()) {
            if (move.revision() > published(stored)) {
                if (!(outcomes.publish(rollout, move) instanceof Result.Done<Boolean>)) {
                    return Attempt.retry(
                            "the outcome of revision %d is not acknowledged"
                                    .formatted(move.revision()));
                }
                told.put(uid, told(rollout).upTo(move.revision()));
            }
        }
        Set<String> refusals = new HashSet<>();
        for (Refusal refusal : rollout.refusals()) {
            Attempt attempt =
                    told(rollout).refusals().contains(refusal.event())
                            ? Attempt.done()
                            : tell(rollout.service(), refusal);
            if (!attempt.isDone()) {
                return attempt;
            }
            refusals.add(refusal.event());
        }
        Set<Scaling> scalings = new HashSet<>();
        for (Version version : Scalings.untold(rollout)) {
            Scaling scaling = Scalings.of(rollout, version).orElseThrow();
            if (!told(rollout).scalings().contains(scaling)
                    && !(outcomes.scaled(rollout, version, scaling) instanceof Result.Done<?>)) {
                return Attempt.retry("what became of the pods is not acknowledged");
            }
            scalings.add(scaling);
        }
        told.put(uid, new Told(published(stored), refusals, scalings));
        return stored.rollout().left() && !guarded ? mark(stored) : Attempt.done();
    }

    private Attempt tell(ServiceKey service, Refusal refusal) {
        return outcomes.refused(service, refusal) instanceof Result.Done<Boolean>
                ? Attempt.done()
                : Attempt.retry("the refusal is not acknowledged");
    }

    /** No later commit of an ended rollout will say that all of it is told. */
    private Attempt mark(Stored stored) {
        Rollout rollout = stored.rollout();
        if (!marked(stored)) {
            Result<Stored> committed =
                    store.commit(stored, pruned(stored, rollout), rollout.revision());
            if (!(committed instanceof Result.Done<Stored>)) {
                store.refresh(rollout.service());
                return Attempt.retry(
                        "the end of %s: %s"
                                .formatted(rollout.identity().name(), committed.trouble()));
            }
        }
        forget(rollout);
        return Attempt.done();
    }

    /** The policy's status shows the newest rollout, whoever made it and whenever it is told. */
    private Attempt show(Rollout newest) {
        Optional<Rollout> live = Optional.of(newest).filter(Rollout::live);
        Result<Boolean> shown =
                policies.show(
                        newest.service(),
                        live,
                        live.isPresent() ? Optional.empty() : ReleaseView.carriedAfter(newest));
        return shown instanceof Result.Done<Boolean>
                ? Attempt.done()
                : Attempt.retry("the policy's status is not written: " + shown.trouble());
    }
}
