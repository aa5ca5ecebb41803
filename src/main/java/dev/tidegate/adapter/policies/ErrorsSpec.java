package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** That requests are bad that were answered with 5xx, or not at all. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorsSpec(
        @Size(min = 2, max = 8)
                @ValidationRule(value = Percents.RULE, message = Percents.MESSAGE)
                @JsonPropertyDescription(
                        "By which share of the requests the canary may fail more often at 100 %;"
                                + " 0.5% when absent.")
                @Nullable String excess) {}
