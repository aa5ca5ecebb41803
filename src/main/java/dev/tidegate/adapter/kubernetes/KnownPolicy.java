package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.service.PolicyLookup;
import dev.tidegate.core.text.Reason;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy as it was read last.
 *
 * @param plan empty when the policy breaks a rule
 * @param why names the field, the value and the rule; empty when it breaks none
 */
record KnownPolicy(
        ObjectMeta metadata, Optional<RolloutPlan> plan, String why, RolloutPolicyStatus status) {

    KnownPolicy {
        // what people and managers write into the metadata can be larger than the policy
        metadata =
                new ObjectMetaBuilder()
                        .withNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .withResourceVersion(metadata.getResourceVersion())
                        .withGeneration(metadata.getGeneration())
                        .build();
    }

    static KnownPolicy of(GenericKubernetesResource resource, KubernetesSerialization json) {
        RolloutPolicyStatus status;
        try {
            Object written = resource.getAdditionalProperties().get("status");
            status =
                    written == null
                            ? RolloutPolicyStatus.NONE
                            : json.convertValue(written, RolloutPolicyStatus.class);
        } catch (IllegalArgumentException e) {
            status = RolloutPolicyStatus.NONE;
        }
        ObjectMeta meta = resource.getMetadata();
        try {
            Object spec = resource.getAdditionalProperties().get("spec");
            RolloutPlan plan = PolicyReader.plan(meta.getNamespace(), read(spec, json));
            return new KnownPolicy(meta, Optional.of(plan), "", status);
        } catch (IllegalArgumentException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), "spec: cannot be read");
            return new KnownPolicy(meta, Optional.empty(), Reason.of(why), status);
        }
    }

    private static @Nullable RolloutPolicySpec read(
            @Nullable Object spec, KubernetesSerialization json) {
        try {
            return spec == null ? null : json.convertValue(spec, RolloutPolicySpec.class);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof JsonMappingException wrong) {
                throw SpecProblem.of(wrong, json.convertValue(spec, JsonNode.class));
            }
            throw e;
        }
    }

    KnownPolicy with(RolloutPolicyStatus other) {
        return new KnownPolicy(metadata, plan, why, other);
    }

    /** What a decision needs to know of it. */
    PolicyLookup lookup(List<Alert> firing) {
        return plan.<PolicyLookup>map(it -> new PolicyLookup.Found(it, stable(status), firing))
                .orElseGet(() -> new PolicyLookup.Invalid(why));
    }

    /** A name that is none is not ours: the routes say which version is stable. */
    static Optional<Version> stable(RolloutPolicyStatus status) {
        try {
            return Optional.ofNullable(status.stable()).map(Version::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String version() {
        return metadata.getResourceVersion();
    }

    long generation() {
        return Objects.requireNonNullElse(metadata.getGeneration(), 0L);
    }
}
