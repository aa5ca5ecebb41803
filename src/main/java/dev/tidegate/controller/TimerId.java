package dev.tidegate.controller;

import dev.tidegate.core.rollout.Rollout;

/**
 * Which timer came due: the id of its event is made of it and nothing else, so that it is the same
 * whoever finds the time out.
 *
 * @param rolloutUid the rollout that armed it
 * @param revision the rollout's revision when it did
 */
public record TimerId(String rolloutUid, long revision) {

    private static final String SOURCE = Outcomes.SOURCE + " ";
    private static final String DUE = "/due";

    static TimerId of(Rollout rollout) {
        return new TimerId(rollout.identity().uid(), rollout.revision());
    }

    /** Whether an event of this identity, source and id, is one of a timer. */
    static boolean is(String identity) {
        return identity.startsWith(SOURCE) && identity.endsWith(DUE);
    }

    /** The identity of its event: source and id. */
    String identity() {
        return SOURCE + this;
    }

    /** The event's id among Tidegate's own. */
    @Override
    public String toString() {
        return rolloutUid + "/" + revision + DUE;
    }
}
