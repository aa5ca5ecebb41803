package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

import org.jspecify.annotations.Nullable;

/** How a new endpoint is warmed up. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WarmupSpec(
        @Required @Pattern(Durations.PATTERN) @Size(min = 2, max = 32) String duration,
        @Min(0)
                @Max(100)
                @JsonPropertyDescription("Share of its weight that it begins with, in percent.")
                @Nullable Double minimumPercent,
        @Min(1)
                @Max(1000)
                @JsonPropertyDescription("How fast the share grows; 1 (linear) when absent.")
                @Nullable Double aggression) {}
