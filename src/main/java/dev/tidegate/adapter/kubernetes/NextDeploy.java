package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.event.Initiator;

import org.jspecify.annotations.Nullable;

/** A deployment that waits for this rollout's end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NextDeploy(
        String id,
        String time,
        String version,
        @Nullable String cause,
        @JsonPropertyDescription("Of a retry: who gave it, and why.")
                @Nullable Initiator initiator) {}
