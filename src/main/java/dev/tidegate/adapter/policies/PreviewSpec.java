package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Who meets the new version before everybody does, and for how long. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreviewSpec(
        @Required
                @Size(min = 1, max = 20)
                @JsonPropertyDescription(
                        "Requests that go to the new version: those that one of these items means,"
                                + " as in a step's match.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<RequestMatchSpec> match,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription("How long; until somebody promotes when absent.")
                @Nullable String hold) {}
