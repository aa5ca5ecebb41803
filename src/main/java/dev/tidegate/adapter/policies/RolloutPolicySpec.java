package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What people write about the releases of a service.
 *
 * @param workload name of a version's Deployment, {@code {service}-{version}} when absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "[has(self.steps), has(self.ramp), has(self.strategy)].exists_one(named, named) ||"
                        + " (!has(self.steps) && !has(self.ramp) && !has(self.strategy) &&"
                        + " self.route.virtualServices.all(v, (has(v.tls) || has(v.tcp)) &&"
                        + " !has(v.http) && !has(v.httpMatch)))",
        message =
                "name exactly one of steps, ramp and strategy; only where all routes are tcp or tls"
                        + " may they be left out")
@ValidationRule(
        value = "!has(self.preview) || has(self.strategy)",
        message = "preview belongs to strategy: blueGreen")
@ValidationRule(
        value =
                "!has(self.oldVersion) || !has(self.workload) ||"
                        + " self.workload.contains('{version}')",
        message =
                "oldVersion.scaleDown takes the pods of one version, so workload must contain"
                        + " {version}")
@ValidationRule(
        value =
                "!has(self.oldVersion) || !has(self.pods) || !has(self.pods.minAvailable) ||"
                        + " (type(self.pods.minAvailable) == int ? self.pods.minAvailable > 0 :"
                        + " self.pods.minAvailable != '0%')",
        message =
                "oldVersion.scaleDown takes pods that a later release has to wait for, so"
                        + " pods.minAvailable must be more than 0")
@ValidationRule(
        value = "!has(self.loadBalancer) || has(self.route.destinationRule)",
        message = "loadBalancer is written into a subset; host mode has none")
@ValidationRule(value = EvidenceRules.NEEDED, message = EvidenceRules.NEEDED_MESSAGE)
@ValidationRule(value = EvidenceRules.ACTS, message = EvidenceRules.ACTS_MESSAGE)
@ValidationRule(value = OnePlaceRules.HARM, message = OnePlaceRules.HARM_MESSAGE)
@ValidationRule(value = OnePlaceRules.EXCESS, message = OnePlaceRules.EXCESS_MESSAGE)
@ValidationRule(value = EvidenceRules.REQUESTS, message = EvidenceRules.REQUESTS_MESSAGE)
public record RolloutPolicySpec(
        @Required @JsonPropertyDescription("Which routes to move.") RouteSpec route,
        @Size(min = 1, max = StepSpec.MOST)
                @ValidationRule(value = StepSpec.ROOM_RULE, message = StepSpec.ROOM_MESSAGE)
                @ValidationRule(value = StepSpec.RISE_RULE, message = StepSpec.RISE_MESSAGE)
                @ValidationRule(value = StepSpec.SAME_RULE, message = StepSpec.SAME_MESSAGE)
                @JsonPropertyDescription(
                        "Weights that rise, each with a match or without; a final 100 % is added"
                                + " when it is missing.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<StepSpec> steps,
        @JsonPropertyDescription("A rule that makes the steps, in place of them.")
                @Nullable RampSpec ramp,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "How long the old version stays at hand after 100 %; 0s when absent.")
                @Nullable String bake,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "How long Pending may last before the rollout fails; 10m when absent.")
                @Nullable String readyTimeout,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "How long the proxies get to learn of a new subset; 10s when absent.")
                @Nullable String propagation,
        @Size(min = 1, max = 253)
                @JsonPropertyDescription(
                        "Name of a version's Deployment; {service}-{version} when absent.")
                @Nullable String workload,
        @JsonPropertyDescription(
                        "Between the endpoints of a version whose subset Tidegate adds; the"
                                + " DestinationRule's own when absent.")
                @Nullable LoadBalancerSpec loadBalancer,
        @JsonPropertyDescription("What an alert does.") @Nullable OnAlertSpec onAlert,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "How long an alert is taken to fire that is neither repeated nor resolved;"
                                + " 9h when absent. Above twice the sender's repeat_interval.")
                @Nullable String alertMemory,
        @Pattern("^(supersede|queue|reject)$")
                @JsonPropertyDescription(
                        "What a deployment does to a live rollout: supersede (when absent), queue"
                                + " or reject.")
                @Nullable String onNewDeploy,
        @Pattern("^(revert|adopt|pause)$")
                @JsonPropertyDescription(
                        "What a hand edit of our weights does: revert (when absent), adopt or"
                                + " pause.")
                @Nullable String onDrift,
        @JsonPropertyDescription("How many pods the canary needs for its traffic.")
                @Nullable PodsSpec pods,
        @Pattern("^(blueGreen)$")
                @JsonPropertyDescription(
                        "A short form in place of steps. blueGreen: the preview if there is one,"
                                + " then all traffic at once; the bake is 10m when absent.")
                @Nullable String strategy,
        @JsonPropertyDescription("Of blueGreen: who meets the new version before everybody does.")
                @Nullable PreviewSpec preview,
        @JsonPropertyDescription(
                        "Whether releases only decide and tell, and write no route; false when"
                                + " absent.")
                @Nullable Boolean dryRun,
        @JsonPropertyDescription("What becomes of the version that a release replaces.")
                @Nullable OldVersionSpec oldVersion,
        @JsonPropertyDescription(
                        "What a release asks of its evidence; written as {} for errors and latency"
                                + " with 1 % false rollbacks. Nothing is judged when absent.")
                @Nullable AnalysisSpec analysis) {}
