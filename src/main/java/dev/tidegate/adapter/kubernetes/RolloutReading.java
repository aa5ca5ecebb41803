package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.text.Reason;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Reads a rollout as a watch brings it, whatever somebody has written into it. */
public final class RolloutReading {

    private RolloutReading() {}

    /**
     * The rollout.
     *
     * @throws IllegalArgumentException saying in words for a person what of it cannot be read
     */
    public static Stored read(GenericKubernetesResource resource, KubernetesSerialization json) {
        RolloutResource typed = typed(resource, json);
        try {
            return RolloutStatuses.read(typed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Reason.of(String.valueOf(e.getMessage())), e);
        } catch (RuntimeException e) {
            // the schema keeps such a one out; an older schema, or none, does not
            throw new IllegalArgumentException(
                    "a field of spec or status is missing, or has a value that it cannot have", e);
        }
    }

    private static RolloutResource typed(
            GenericKubernetesResource resource, KubernetesSerialization json) {
        try {
            return json.convertValue(resource, RolloutResource.class);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof JsonMappingException wrong) {
                String why =
                        SpecProblem.of(wrong, json.convertValue(resource, JsonNode.class))
                                .getMessage();
                throw new IllegalArgumentException(Reason.of(String.valueOf(why)), e);
            }
            throw e;
        }
    }
}
