package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.core.event.Initiator;

import org.jspecify.annotations.Nullable;

/** An event that will not be followed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefusalStatus(
        String event, String time, String reason, @Nullable Initiator initiator) {}
