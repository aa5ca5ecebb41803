package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Step 3 of the flow for all rollouts of a service: tells what their status says and nobody was
 * told yet. No decision waits for it; only the offsets do.
 */
final class Outbox {

    private final RolloutStore store;
    private final Policies policies;
    private final Outcomes outcomes;

    /** The last acknowledged outcome of a rollout, where the status does not yet say so. */
    private final Map<String, Long> published = new ConcurrentHashMap<>();

    Outbox(Ports ports) {
        this.store = ports.store();
        this.policies = ports.policies();
        this.outcomes = ports.outcomes();
    }

    /** Tells everything there is to tell of the service, the oldest first. */
    Turn deliver(ServiceKey service) {
        List<Stored> rollouts = store.of(service);
        if (rollouts.isEmpty()) {
            return Turn.done();
        }
        Turn shown = show(rollouts.getFirst().rollout());
        for (Stored stored : rollouts.reversed()) {
            Turn told = tell(stored);
            if (!told.isDone()) {
                return told;
            }
        }
        return shown;
    }

    /** Every move up to this one is told, as far as this process knows. */
    long published(Stored stored) {
        return Math.max(
                stored.publishedRevision(),
                published.getOrDefault(stored.rollout().identity().uid(), 0L));
    }

    void forget(Rollout rollout) {
        published.remove(rollout.identity().uid());
    }

    private Turn tell(Stored stored) {
        Rollout rollout = stored.rollout();
        for (Move move : rollout.history()) {
            if (move.revision() > published(stored)) {
                if (!(outcomes.publish(rollout, move) instanceof Result.Done<Boolean>)) {
                    return Turn.retry(
                            "the outcome of revision %d is not acknowledged"
                                    .formatted(move.revision()));
                }
                published.merge(rollout.identity().uid(), move.revision(), Math::max);
            }
        }
        return rollout.live() || !stored.left() ? Turn.done() : end(stored);
    }

    /** No later commit of an ended rollout will say that all of it is told. */
    private Turn end(Stored stored) {
        Rollout rollout = stored.rollout();
        if (stored.publishedRevision() < rollout.revision()) {
            Result<Stored> committed = store.commit(stored, rollout, rollout.revision());
            if (!(committed instanceof Result.Done<Stored>)) {
                store.refresh(rollout.service());
                return Turn.retry(
                        "the end of %s: %s".formatted(rollout.identity().name(), committed));
            }
        }
        forget(rollout);
        return Turn.done();
    }

    /** The policy's status shows the newest rollout, whoever made it and whenever it is told. */
    private Turn show(Rollout newest) {
        Optional<Rollout> live = Optional.of(newest).filter(Rollout::live);
        Result<Boolean> shown =
                policies.show(
                        newest.service(),
                        live,
                        live.isPresent()
                                ? Optional.empty()
                                : newest.phase() instanceof Phase.Succeeded
                                        ? Optional.of(newest.canary())
                                        : newest.stable());
        return shown instanceof Result.Done<Boolean>
                ? Turn.done()
                : Turn.retry("the policy's status is not written: " + shown);
    }
}
