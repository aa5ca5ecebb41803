package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.adapter.policies.SpecProblem;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.text.Reason;

/** Reads a rollout as a watch brings it, whatever somebody has written into it. */
public final class RolloutReading {

    private RolloutReading() {}

    /**
     * The rollout.
     *
     * @throws IllegalArgumentException saying in words for a person what of it cannot be read
     */
    public static Stored read(ApiObject object) {
        RolloutResource typed = typed(object);
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

    private static RolloutResource typed(ApiObject object) {
        try {
            return Json.read(object.tree(), RolloutResource.class);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof JsonMappingException wrong) {
                String why =
                        SpecProblem.of(wrong, Json.read(object.tree(), JsonNode.class))
                                .getMessage();
                throw new IllegalArgumentException(Reason.of(String.valueOf(why)), e);
            }
            throw e;
        }
    }
}
