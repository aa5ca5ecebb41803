package dev.tidegate.core.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of the canary's pods, and of the step that is due.
 *
 * @param waits why the step that is due waits: for pods, for alerts to be heard again, or for the
 *     end of a freeze, as the start does, too; empty when none is due, or nothing is in its way
 * @param noneSince since when, as far as was seen, none of them has been available while the canary
 *     had traffic; empty when one is
 */
public record PodState(Optional<String> waits, Optional<Instant> noneSince) {

    /** Of a rollout that waits for nothing and misses none. */
    public static final PodState NONE = new PodState(Optional.empty(), Optional.empty());

    PodState waiting(Optional<String> why) {
        return new PodState(why, noneSince);
    }

    /** After a move: it ends what waited; whether there is any pod does not depend on moves. */
    PodState in(Phase phase) {
        return phase instanceof Phase.Pausable || phase instanceof Phase.Paused
                ? waiting(Optional.empty())
                : NONE;
    }

    PodState without(Optional<Instant> since) {
        return new PodState(waits, since);
    }
}
