package dev.tidegate.core.event;

/** What a person can ask for. */
public enum Action {
    /** Ends a pause: on to the next step. */
    PROMOTE,
    /** Stops the clock of the current phase; alerts stay armed. */
    PAUSE,
    /** Ends a pause that a person, an alert or drift caused; the rest of the hold remains. */
    RESUME,
    /** Ends the current wait now: gates of Pending, the hold of a step, the bake. */
    SKIP,
    /** Rolls back. */
    ABORT,
    /** Releases the version of an ended rollout again. */
    RETRY,
    /** Gives all traffic to an earlier version, straight, whether or not a rollout is live. */
    ROLLBACK,
    /** Takes an alert for one that fires no more; its end was never told. */
    FORGET,
    /** Stops all starts and steps of a {@link FreezeScope}; never a rollback. */
    FREEZE,
    /** Ends a freeze. */
    UNFREEZE
}
