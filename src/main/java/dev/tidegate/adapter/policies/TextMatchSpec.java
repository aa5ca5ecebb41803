package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** A condition on a text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "(has(self.exact) ? 1 : 0) + (has(self.prefix) ? 1 : 0) + (has(self.regex) ? 1 : 0)"
                        + " == 1",
        message = "name exactly one of exact, prefix and regex")
public record TextMatchSpec(
        @Size(min = 1, max = 1024) @JsonPropertyDescription("The text is this.")
                @Nullable String exact,
        @Size(min = 1, max = 1024) @JsonPropertyDescription("The text begins with this.")
                @Nullable String prefix,
        @Size(min = 1, max = 1024)
                @JsonPropertyDescription(
                        "The whole text matches this regular expression of RE2. Of a cookie: write"
                                + " [^;]* in place of .*, as other cookies follow.")
                @Nullable String regex) {}
