package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.controller.Refusals.RefusedEvent;
import dev.tidegate.core.event.Initiator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.time.Instant;
import java.util.Optional;

/**
 * An event that was understood and refused.
 *
 * @param event source and id of the event, with a blank between
 * @param at when it was refused
 * @param reason why, and what to do
 * @param initiator who gave the command that was refused, and why; absent when it was none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RefusalView(
        String event,
        Instant at,
        String reason,
        @Schema(implementation = Initiator.class) Optional<Initiator> initiator) {

    static RefusalView of(RefusedEvent refused) {
        return new RefusalView(
                refused.event(), refused.at(), refused.reason(), refused.initiator());
    }
}
