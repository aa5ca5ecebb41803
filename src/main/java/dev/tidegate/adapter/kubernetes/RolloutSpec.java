package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.Place;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;

import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

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
                new EventSpec(
                        deploy.id(),
                        deploy.time().toString(),
                        deploy.cause(),
                        deploy.initiator().orElse(null),
                        deploy.place().map(Place::toString).orElse(null)),
                PolicyWriter.spec(plan));
    }

    /**
     * The event.
     *
     * @param cause what led to it, for a person
     * @param initiator who gave the command that it stands for
     * @param record where it stands on its topic
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EventSpec(
            @Required String id,
            @Required String time,
            @Nullable String cause,
            @JsonPropertyDescription("Of a retry: who gave it, and why.")
                    @Nullable Initiator initiator,
            @JsonPropertyDescription("Its record: topic, partition and offset.")
                    @Nullable String record) {

        /** As it was when the release of {@code version} began. */
        DeployStarted deploy(ServiceKey service, String version) {
            return NextDeploy.deploy(service, id, time, version, cause, initiator, record);
        }
    }
}
