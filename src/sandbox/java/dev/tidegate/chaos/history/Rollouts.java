package dev.tidegate.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.adapter.rollouts.RolloutResource;
import dev.tidegate.adapter.rollouts.RolloutStatuses;
import dev.tidegate.controller.RolloutStore.Stored;

/** Rollouts as their objects hold them. */
public final class Rollouts {

    /** Their kind. */
    public static final String KIND = "Rollout";

    private Rollouts() {}

    /** What an object of the kind holds. */
    public static Stored read(JsonNode object) {
        return RolloutStatuses.read(Json.read(object, RolloutResource.class));
    }
}
