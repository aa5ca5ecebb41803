package dev.tidegate.adapter.kafka;

import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent;

import org.jspecify.annotations.Nullable;

/**
 * An event that was refused: {@code kafka/schemas/event-refused.json}.
 *
 * @param reason of the refusal
 * @param initiator who gave the command that was refused, with a reason of their own
 */
record RefusedData(
        String namespace,
        String service,
        String event,
        String reason,
        @Nullable Initiator initiator) {

    static RefusedData of(RolloutEvent event, String reason) {
        return new RefusedData(
                event.service().namespace(),
                event.service().name(),
                event.id(),
                reason,
                event.initiator().orElse(null));
    }
}
