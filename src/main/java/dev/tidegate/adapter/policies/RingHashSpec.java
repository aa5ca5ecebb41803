package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

import org.jspecify.annotations.Nullable;

/** Size of the ring. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RingHashSpec(
        @Min(1)
                @Max(8388608)
                @JsonPropertyDescription("Points on the ring, at least; 1024 when absent.")
                @Nullable Long minimumRingSize) {}
