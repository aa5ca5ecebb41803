package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

import org.jspecify.annotations.Nullable;

/** The cookie that is hashed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CookieSpec(
        @Required @Size(min = 1, max = 256) String name,
        @Size(min = 1, max = 1024) @JsonPropertyDescription("Path of a generated cookie.")
                @Nullable String path,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "Life of the cookie that a proxy generates when there is none; 0s: a"
                                + " session; none is generated when absent.")
                @Nullable String ttl) {}
