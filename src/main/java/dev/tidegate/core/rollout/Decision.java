package dev.tidegate.core.rollout;

import dev.tidegate.core.event.RolloutEvent;

import java.util.Optional;

/**
 * What an event does to a rollout. There is no list of effects: each effect is absolute and follows
 * from the state, so the controller makes the routes equal {@link Rollout#wanted()} and publishes
 * the moves that are not yet published.
 */
public sealed interface Decision {

    /** Why, for a person and the log. */
    String reason();

    /** The rollout moved: a new revision. */
    record Moved(Rollout next, String reason) implements Decision {}

    /**
     * Nothing moved, but the event must be remembered: the same revision, committed.
     *
     * @param refused the event that will not be followed, of which an outcome must tell: this one,
     *     or an earlier one whose place it takes
     */
    record Noted(Rollout next, Optional<RolloutEvent> refused, String reason) implements Decision {}

    /** The event changes nothing. */
    record Unchanged(String reason) implements Decision {}
}
