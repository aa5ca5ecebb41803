package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.rollout.ScaleDown;
import dev.tidegate.core.text.TimeText;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What becomes of the version that a release replaces. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OldVersionSpec(
        @Required
                @JsonPropertyDescription(
                        "Has its Deployment scaled down once, when nobody needs it any more.")
                @Nullable ScaleDownSpec scaleDown) {

    /**
     * How its pods are scaled down.
     *
     * @param after from the end of the bake
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ScaleDownSpec(
            @Pattern(Durations.PATTERN)
                    @Size(min = 2, max = 32)
                    @Required
                    @JsonPropertyDescription(
                            "How long after the release has succeeded, such as 30m.")
                    @Nullable String after,
            @Min(0) @Max(MOST) @JsonPropertyDescription("How many pods stay; 0 when absent.")
                    @Nullable Integer replicas) {}

    private static final int MOST = 1_000;

    static Optional<ScaleDown> read(@Nullable OldVersionSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        if (spec.scaleDown() == null || spec.scaleDown().after() == null) {
            throw new IllegalArgumentException(
                    "oldVersion.scaleDown.after: is missing; say how long after the release, such"
                            + " as 30m");
        }
        int replicas = Objects.requireNonNullElse(spec.scaleDown().replicas(), 0);
        if (replicas > MOST) {
            throw new IllegalArgumentException(
                    "oldVersion.scaleDown.replicas: %d is more than %d; use 0 to take all pods"
                            .formatted(replicas, MOST));
        }
        return Optional.of(
                new ScaleDown(
                        Durations.parse(
                                "oldVersion.scaleDown.after",
                                spec.scaleDown().after(),
                                Duration.ZERO),
                        replicas));
    }

    static @Nullable OldVersionSpec write(Optional<ScaleDown> rule) {
        return rule.map(
                        down ->
                                new OldVersionSpec(
                                        new ScaleDownSpec(
                                                TimeText.span(down.after()),
                                                down.replicas() == 0 ? null : down.replicas())))
                .orElse(null);
    }
}
