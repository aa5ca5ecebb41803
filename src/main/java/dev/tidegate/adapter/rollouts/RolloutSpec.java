package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.adapter.policies.PolicyWriter;
import dev.tidegate.adapter.policies.RolloutPolicySpec;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.RolloutPlan;

import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** What never changes about a rollout. */
@ValidationRule(value = "self == oldSelf", message = "a rollout's spec never changes")
public record RolloutSpec(
        @Required String service,
        @Required String version,
        @Required @Min(1) Integer number,
        @Required @JsonPropertyDescription("The deployment event that started it.") EventSpec event,
        @Required @JsonPropertyDescription("The policy as it was when the rollout started.")
                RolloutPolicySpec policy) {

    /** What is written of a release when it begins. */
    static RolloutSpec of(DeployStarted deploy, int number, RolloutPlan plan) {
        return new RolloutSpec(
                deploy.service().name(),
                deploy.version().name(),
                number,
                EventSpec.of(deploy),
                PolicyWriter.spec(plan));
    }
}
