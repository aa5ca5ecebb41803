package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.kubernetes.api.model.Condition;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * The state of a rollout, and beside it what people look at. Times are RFC 3339, weights percent.
 *
 * @param step such as {@code 2/4}: the step the rollout stands at
 * @param steps such as {@code 5% 2m, 50% paused, 100%}
 * @param weight such as {@code 25%}: the canary's wanted weight; {@code 0% (not applied)} while a
 *     problem keeps it from the routes, {@code 25% (dry run)} of a dry run
 * @param reason why it is paused, rolled back or failed
 * @param state what {@link StateJson} makes of the rollout; absent in a status of the version
 *     before
 * @param older what the version before reads instead
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RolloutStatus(
        @Nullable Long observedGeneration,
        @Nullable String phase,
        @Nullable String step,
        @JsonPropertyDescription("The plan's steps, a ramp's as it was expanded, for people.")
                @Nullable String steps,
        @Nullable String weight,
        @Nullable String stable,
        @Nullable String since,
        @JsonPropertyDescription(
                        "When a timer moves it on, or of one that has ended, when the replaced"
                                + " version's pods are scaled.")
                @Nullable String due,
        @Nullable String reason,
        @JsonPropertyDescription("What Pending, or a step that is due, waits for.")
                @Nullable List<String> blockers,
        @JsonPropertyDescription(
                        "What was told last of the evidence, and of each version how much was bad"
                                + " of all its requests.")
                @Nullable String evidence,
        @JsonPropertyDescription(
                        "Why the routes are not as wanted; absent when nothing is in the way.")
                @Nullable String problem,
        @JsonPropertyDescription("Number of the last move.") @Nullable Long revision,
        @JsonPropertyDescription("Each move up to this one has its outcome acknowledged.")
                @Nullable Long publishedRevision,
        @JsonPropertyDescription("The rollout itself: the controller reads and writes it.")
                @PreserveUnknownFields
                @Nullable JsonNode state,
        @Nullable List<Condition> conditions,
        @JsonAnyGetter @JsonAnySetter @Nullable Map<String, JsonNode> older) {}
