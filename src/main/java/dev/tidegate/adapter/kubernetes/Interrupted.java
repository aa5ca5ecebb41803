package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The phase that a pause interrupted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Interrupted(
        String phase,
        String since,
        String due,
        @Nullable Integer stepIndex,
        @Nullable List<String> blockers) {}
