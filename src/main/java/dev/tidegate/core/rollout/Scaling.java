package dev.tidegate.core.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * The Deployment of a version is given another number of pods, or is not, for a reason. It is
 * absolute: it may be carried out again.
 *
 * @param from how many pods the Deployment wanted before
 * @param to how many it shall want; the same when it is left alone
 * @param at when it was decided
 * @param cause why, for a person
 * @param state how far it is
 */
public record Scaling(long from, long to, Instant at, String cause, State state) {

    /** How far it is. */
    public enum State {
        /** Decided and committed. */
        WANTED,
        /** The Deployment wants so many pods, or somebody else has given it another number. */
        DONE,
        /** The same, and an outcome has told it. */
        TOLD
    }

    /** One that is to be carried out. */
    public static Scaling wanted(long from, long to, Instant at, String cause) {
        return new Scaling(from, to, at, cause, State.WANTED);
    }

    /** The Deployment keeps its pods, for this reason. */
    public static Scaling none(long replicas, Instant at, String cause) {
        return new Scaling(replicas, replicas, at, cause, State.DONE);
    }

    /** The way back: what was taken is given back. */
    public Scaling undone(Instant now, String why) {
        return wanted(to, from, now, why);
    }

    /** Whether pods were taken, as far as was decided. */
    public boolean takes() {
        return to < from;
    }

    /** The same, carried out; with a reason when somebody else has scaled the Deployment since. */
    Scaling done(Optional<String> other) {
        return new Scaling(from, to, at, other.orElse(cause), State.DONE);
    }

    Scaling told() {
        return state == State.DONE ? new Scaling(from, to, at, cause, State.TOLD) : this;
    }
}
