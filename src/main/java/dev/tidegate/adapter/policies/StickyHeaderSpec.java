package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A header with the number of the client's bucket. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StickyHeaderSpec(
        @Required
                @Pattern("^[!#$&'*+.^_`|~0-9A-Za-z-]+$")
                @Size(min = 1, max = 64)
                @JsonPropertyDescription("Name of the header, in any case.")
                String name,
        @Required
                @Min(2)
                @Max(10_000)
                @JsonPropertyDescription(
                        "How many buckets there are: the header is a number from 0 to one less.")
                Integer buckets) {}
