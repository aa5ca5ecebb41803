package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which weights this process knows to be acknowledged. A hold counts from the acknowledgement, and
 * that is not always the answer to a write: the answer may be lost, or the process that wrote may
 * have died before it came. Then it counts from when the routes are first found as wanted.
 */
final class Acknowledgements {

    /** The last weights that were written or found, by the rollout's wantedRevision. */
    private record Weights(long revision, boolean acknowledged) {}

    private final Map<String, Weights> rollouts = new ConcurrentHashMap<>();

    /** Nobody knows whether a write was done; whether the one before was so too. */
    boolean unanswered(Rollout rollout) {
        String uid = rollout.identity().uid();
        Weights tried = new Weights(rollout.wantedRevision(), false);
        boolean again = tried.equals(rollouts.get(uid));
        rollouts.merge(uid, tried, (old, now) -> old.revision() == now.revision() ? old : now);
        return again;
    }

    /**
     * The routes are as wanted; whether that is news, so that the hold counts from now. It stays
     * news until it is {@link #known}: what is to be committed of it may meet somebody else's
     * commit.
     *
     * @param event the one that is being handled: if it is what set these weights and they are not
     *     known as acknowledged, an earlier process got no further
     */
    boolean news(Rollout rollout, RolloutEvent event, int writes) {
        Weights before = rollouts.get(rollout.identity().uid());
        boolean waits =
                (before != null && before.revision() == rollout.wantedRevision())
                        ? !before.acknowledged()
                        : wantedBy(event, rollout);
        boolean news = writes > 0 || waits;
        put(rollout, !news);
        return news;
    }

    /** What follows from the acknowledgement is committed, or nothing does. */
    void known(Rollout rollout) {
        put(rollout, true);
    }

    private void put(Rollout rollout, boolean acknowledged) {
        rollouts.put(rollout.identity().uid(), new Weights(rollout.wantedRevision(), acknowledged));
    }

    void forget(Rollout rollout) {
        rollouts.remove(rollout.identity().uid());
    }

    /** What the controller saw while handling an event has the event's id. */
    private static boolean wantedBy(RolloutEvent event, Rollout rollout) {
        String cause = rollout.history().getLast().eventId();
        return rollout.wantedRevision() == rollout.revision() && cause.equals(event.id());
    }
}
