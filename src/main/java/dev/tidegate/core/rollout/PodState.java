package dev.tidegate.core.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of the pods of both versions, and of the step that is due.
 *
 * @param waits why the step that is due waits: for pods, for alerts to be heard again, or for the
 *     end of a freeze, as the start does, too; empty when none is due, or nothing is in its way
 * @param noneSince since when, as far as was seen, none of the canary's has been available while it
 *     had traffic; empty when one is
 * @param canary how the canary got the pods back that an earlier release had taken from it; empty
 *     when none had
 * @param stable what became of the stable version's pods; empty while nothing has
 */
public record PodState(
        Optional<String> waits,
        Optional<Instant> noneSince,
        Optional<Scaling> canary,
        Optional<Scaling> stable) {

    /** Of a rollout that waits for nothing and misses none. */
    public static final PodState NONE = new PodState(Optional.empty(), Optional.empty());

    /** Of a rollout that has scaled nothing. */
    public PodState(Optional<String> waits, Optional<Instant> noneSince) {
        this(waits, noneSince, Optional.empty(), Optional.empty());
    }

    PodState waiting(Optional<String> why) {
        return new PodState(why, noneSince, canary, stable);
    }

    /** After a move: it ends what waited; whether there is any pod does not depend on moves. */
    PodState in(Phase phase) {
        return phase instanceof Phase.Pausable || phase instanceof Phase.Paused
                ? waiting(Optional.empty())
                : new PodState(Optional.empty(), Optional.empty(), canary, stable);
    }

    PodState without(Optional<Instant> since) {
        return new PodState(waits, since, canary, stable);
    }

    PodState scaling(Optional<Scaling> ofCanary, Optional<Scaling> ofStable) {
        return new PodState(waits, noneSince, ofCanary, ofStable);
    }
}
