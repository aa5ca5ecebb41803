package dev.tidegate.controller;

import dev.tidegate.core.rollout.Rollout;

import java.util.Optional;

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

    /** The timer whose event has this identity, source and id; empty when it is another event. */
    static Optional<TimerId> parse(String identity) {
        int slash = identity.indexOf('/', SOURCE.length());
        if (slash < 0 || !identity.startsWith(SOURCE) || !identity.endsWith(DUE)) {
            return Optional.empty();
        }
        try {
            String uid = identity.substring(SOURCE.length(), slash);
            int end = identity.length() - DUE.length();
            return Optional.of(new TimerId(uid, Long.parseLong(identity, slash + 1, end, 10)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
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
