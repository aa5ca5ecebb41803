package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.kubernetes.api.model.Condition;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** What is remembered beside a policy. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RolloutPolicyStatus(
        @Nullable Long observedGeneration,
        @JsonPropertyDescription("The version that the last release left stable.")
                @Nullable String stable,
        @Nullable String liveRollout,
        @JsonPropertyDescription("Alerts that fire now.") @Nullable List<AlertStatus> firing,
        @JsonPropertyDescription("Alerts that were resolved lately.")
                @Nullable List<AlertStatus> resolved,
        @Nullable List<Condition> conditions) {

    public RolloutPolicyStatus {
        firing = complete(firing);
        resolved = complete(resolved);
    }

    private static @Nullable List<AlertStatus> complete(@Nullable List<AlertStatus> alerts) {
        return alerts == null
                ? null
                : alerts.stream().filter(Objects::nonNull).filter(AlertStatus::complete).toList();
    }

    static final RolloutPolicyStatus NONE =
            new RolloutPolicyStatus(null, null, null, null, null, null);
}
