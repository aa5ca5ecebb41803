package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.rollout.Move;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One move of the history.
 *
 * @param revision from 1, without gaps
 * @param at when it was decided
 * @param phase the phase entered
 * @param step number of the step, from 1; 0 before the first
 * @param weightPercent the canary's wanted share, in percent
 * @param cause why
 * @param event id of the event that caused it
 * @param initiator who gave the command that caused it, and why; absent when no command did
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MoveView(
        long revision,
        Instant at,
        @Schema(implementation = PhaseName.class) String phase,
        int step,
        BigDecimal weightPercent,
        String cause,
        String event,
        @Schema(implementation = Initiator.class) Optional<Initiator> initiator) {

    static MoveView of(Move move) {
        return new MoveView(
                move.revision(),
                move.at(),
                move.phase().title(),
                move.step(),
                move.weight().percent(),
                move.cause(),
                move.eventId(),
                move.initiator());
    }
}
