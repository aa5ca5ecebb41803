package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

import org.jspecify.annotations.Nullable;

/** Size of Maglev's table. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MaglevSpec(
        @Min(2) @Max(5000010) @JsonPropertyDescription("A prime below 5000011; 65537 when absent.")
                @Nullable Long tableSize) {}
