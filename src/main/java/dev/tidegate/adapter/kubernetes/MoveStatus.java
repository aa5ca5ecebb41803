package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.event.Initiator;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** One line of the history. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MoveStatus(
        Long revision,
        String at,
        String phase,
        Integer step,
        BigDecimal weight,
        String cause,
        String event,
        @JsonPropertyDescription("Of a move by a command: who gave it, and why.")
                @Nullable Initiator initiator) {}
