package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent;

import java.time.Instant;
import java.util.Optional;

/**
 * An event that was understood and will not be followed.
 *
 * @param event its id
 * @param time when it happened, by its sender's clock
 * @param reason why, and what to do, for a person
 * @param initiator who gave the command that it was
 */
public record Refusal(String event, Instant time, String reason, Optional<Initiator> initiator) {

    /** The refusal of {@code event} for {@code reason}. */
    public static Refusal of(RolloutEvent event, String reason) {
        return new Refusal(event.id(), event.time(), reason, event.initiator());
    }
}
