package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;

/**
 * Applies a patch: JSON Patch (RFC 6902; a failed test is 422), JSON merge patch (RFC 7386) and
 * strategic merge patch; server-side apply is not offered.
 */
final class ApiPatch {

    private ApiPatch() {}

    static ObjectNode apply(String contentType, JsonNode patch, ObjectNode object) {
        if (contentType.startsWith("application/json-patch+json")) {
            try {
                return (ObjectNode) JsonPatch.apply(patch, object);
            } catch (JsonPatchException e) {
                throw new ApiError(
                        422, "Invalid", "the server rejected our request: " + e.getMessage());
            }
        }
        if (contentType.startsWith("application/strategic-merge-patch+json")) {
            return (ObjectNode) ApiStrategicMerge.merge(object.deepCopy(), patch);
        }
        if (contentType.startsWith("application/merge-patch+json")) {
            return (ObjectNode) merge(object.deepCopy(), patch);
        }
        throw unknown(contentType);
    }

    /**
     * Makes sure that patches of this type can be applied.
     *
     * @throws ApiError 415 when not
     */
    static void requireOffered(String contentType) {
        if (!contentType.contains("patch+json")) {
            throw unknown(contentType);
        }
    }

    private static ApiError unknown(String contentType) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                contentType + " is not offered by this double; leave out --server-side");
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target instanceof ObjectNode object
                        ? object
                        : JsonNodeFactory.instance.objectNode();
        for (var field : patch.properties()) {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), merge(merged.path(field.getKey()), field.getValue()));
            }
        }
        return merged;
    }
}
