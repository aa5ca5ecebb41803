package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.service.PolicyLookup;
import dev.tidegate.core.text.Reason;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy as it was read last.
 *
 * @param version the resourceVersion
 * @param plan empty when the policy breaks a rule
 * @param why names the field, the value and the rule; empty when it breaks none
 */
record KnownPolicy(
        ServiceKey service,
        String uid,
        String version,
        long generation,
        Optional<RolloutPlan> plan,
        String why,
        RolloutPolicyStatus status) {

    static KnownPolicy of(ApiObject object) {
        Optional<RolloutPlan> plan = Optional.empty();
        String why = "";
        try {
            plan = Optional.of(PolicyReader.plan(object.namespace(), spec(object)));
        } catch (IllegalArgumentException e) {
            why = Reason.of(Objects.requireNonNullElse(e.getMessage(), "spec: cannot be read"));
        }
        return new KnownPolicy(
                service(object),
                object.uid(),
                object.version(),
                object.generation(),
                plan,
                why,
                status(object));
    }

    /** Not every name of an object is one of a Service. */
    private static ServiceKey service(ApiObject object) {
        try {
            return new ServiceKey(object.namespace(), object.name());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Reason.of(String.valueOf(e.getMessage())), e);
        }
    }

    private static RolloutPolicyStatus status(ApiObject object) {
        try {
            return Json.read(object.map("status"), RolloutPolicyStatus.class);
        } catch (IllegalArgumentException e) {
            return RolloutPolicyStatus.NONE;
        }
    }

    private static @Nullable RolloutPolicySpec spec(ApiObject object) {
        Object spec = object.tree().get("spec");
        try {
            return spec == null ? null : Json.read(spec, RolloutPolicySpec.class);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof JsonMappingException wrong) {
                throw SpecProblem.of(wrong, Json.read(spec, JsonNode.class));
            }
            throw e;
        }
    }

    /** The same policy with what was written into its status. */
    KnownPolicy written(ApiObject object, RolloutPolicyStatus other) {
        return new KnownPolicy(
                service, uid, object.version(), object.generation(), plan, why, other);
    }

    KnownPolicy with(RolloutPolicyStatus other) {
        return new KnownPolicy(service, uid, version, generation, plan, why, other);
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
}
