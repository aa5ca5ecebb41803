package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.event.Initiator;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

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
