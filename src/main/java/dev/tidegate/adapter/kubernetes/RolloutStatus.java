package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.kubernetes.api.model.Condition;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The state of a rollout. Times are RFC 3339, weights percent.
 *
 * @param step such as {@code 2/4}: the step the rollout stands at
 * @param steps such as {@code 5% 2m, 50% paused, 100%}
 * @param weight such as {@code 25%}: the canary's wanted weight; {@code 0% (not applied)} while a
 *     problem keeps it from the routes
 * @param reason why it is paused, rolled back or failed
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
        @JsonPropertyDescription("When a timer moves it on.") @Nullable String due,
        @Nullable String reason,
        @JsonPropertyDescription("What Pending, or a step that is due, waits for.")
                @Nullable List<String> blockers,
        @JsonPropertyDescription("Of Progressing: index into the plan's steps, from 0.")
                @Nullable Integer stepIndex,
        @JsonPropertyDescription("Of Paused: whether the policy asked for it.")
                @Nullable Boolean declared,
        @JsonPropertyDescription("Of Paused: the phase to return to.")
                @Nullable Interrupted interrupted,
        @JsonPropertyDescription("What the routes must carry.") @Nullable List<Share> wanted,
        @Nullable Long wantedRevision,
        @JsonPropertyDescription("Number of the last move.") @Nullable Long revision,
        @JsonPropertyDescription("Each move up to this one has its outcome acknowledged.")
                @Nullable Long publishedRevision,
        @Nullable List<MoveStatus> history,
        @JsonPropertyDescription("Ids of the commands and deployments taken into account.")
                @Nullable List<String> handled,
        @JsonPropertyDescription("Of each of handled: when it happened, by its sender.")
                @Nullable List<String> handledTimes,
        @JsonPropertyDescription("Commands and deployments up to this time are forgotten.")
                @Nullable String handledUntil,
        @JsonPropertyDescription("The alerts taken into account: fingerprint@startsAt.")
                @Nullable List<String> handledAlerts,
        @JsonPropertyDescription("The deployment that follows.") @Nullable NextDeploy next,
        @JsonPropertyDescription("The DestinationRule's host when the gates opened.")
                @Nullable String host,
        @JsonInclude(JsonInclude.Include.NON_NULL)
                @JsonPropertyDescription(
                        "What of the user's own led to the canary when the gates opened.")
                @Nullable List<String> standing,
        @JsonPropertyDescription(
                        "The last wantedRevision whose acknowledgement is known here; it may lag.")
                @Nullable Long acknowledgedRevision,
        @JsonPropertyDescription(
                        "Why the routes are not as wanted; absent when nothing is in the way.")
                @Nullable String problem,
        @JsonPropertyDescription(
                        "Since when no pod of the canary is available while it has traffic; absent"
                                + " when one is.")
                @Nullable String podsGoneSince,
        @JsonPropertyDescription("Events that were refused, of which nobody was told yet.")
                @Nullable List<RefusalStatus> refusals,
        @Nullable List<Condition> conditions) {}
