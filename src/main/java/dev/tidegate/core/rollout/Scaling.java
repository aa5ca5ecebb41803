package dev.tidegate.core.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * The Deployment of a version is given another number of pods, or is left alone for a reason. It is
 * absolute: it may be carried out again.
 *
 * @param workload name of the Deployment
 * @param from how many pods it wanted before
 * @param to how many it shall want; the same when it is left alone
 * @param at when it was decided
 * @param cause why, for a person
 * @param state how far it is
 */
public record Scaling(String workload, long from, long to, Instant at, String cause, State state) {

    /** How long a write may be under way whose sender was overtaken, or is gone. */
    public static final Duration UNDER_WAY = Duration.ofSeconds(30);

    /** How far it is. */
    public enum State {
        /** Decided and committed. */
        WANTED,
        /** The Deployment wants so many pods, or is left alone. */
        DONE,
        /** The same, and an outcome has told it. */
        TOLD
    }

    /** One that is to be carried out. */
    public static Scaling wanted(String workload, long from, long to, Instant at, String cause) {
        return new Scaling(workload, from, to, at, cause, State.WANTED);
    }

    /** The Deployment is left alone, for this reason. */
    public static Scaling none(String workload, long replicas, Instant at, String cause) {
        return new Scaling(workload, replicas, replicas, at, cause, State.DONE);
    }

    /** The way back: what was taken is given back. */
    public Scaling undone(Instant now, String why) {
        return wanted(workload, to, from, now, why);
    }

    /** Whether pods were taken, as far as was decided. */
    public boolean takes() {
        return to < from;
    }

    /** Whether it is to be carried out still. */
    public boolean open() {
        return state == State.WANTED;
    }

    /** Whether it is the same decision, however far that is. */
    public boolean isSame(Scaling other) {
        return other.done().equals(done());
    }

    /** The same, carried out. */
    public Scaling done() {
        return new Scaling(workload, from, to, at, cause, State.DONE);
    }

    /** The same, given up: the Deployment is left alone. */
    public Scaling left(String why) {
        return none(workload, from, at, why);
    }

    Scaling told() {
        return state == State.DONE ? new Scaling(workload, from, to, at, cause, State.TOLD) : this;
    }
}
