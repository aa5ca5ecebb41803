package dev.tidegate.adapter.kafka;

import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Refusal;

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

    static RefusedData of(ServiceKey service, Refusal refusal) {
        return new RefusedData(
                service.namespace(),
                service.name(),
                refusal.event(),
                refusal.reason(),
                refusal.initiator().orElse(null));
    }
}
