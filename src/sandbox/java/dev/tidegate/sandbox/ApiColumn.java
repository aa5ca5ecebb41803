package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.function.BiFunction;

/**
 * A column of the table of a kind.
 *
 * @param name its title
 * @param type as in the CRD: string, integer, date …
 * @param priority 0, or more for what only {@code -o wide} shows
 * @param cell of an object, now
 */
record ApiColumn(
        String name, String type, int priority, BiFunction<JsonNode, Instant, JsonNode> cell) {

    static final ApiColumn AGE = at("Age", "date", 0, ".metadata.creationTimestamp");

    /** What a JSONPath finds, as a CRD's additionalPrinterColumns have it. */
    static ApiColumn at(String name, String type, int priority, String path) {
        ApiJsonPath found = ApiJsonPath.of(path);
        return new ApiColumn(
                name, type, priority, (object, now) -> shown(type, found.in(object), now));
    }

    /** What {@code text} makes of the object. */
    static ApiColumn of(String name, java.util.function.Function<JsonNode, String> text) {
        return new ApiColumn(
                name,
                "string",
                0,
                (object, now) -> JsonNodeFactory.instance.textNode(text.apply(object)));
    }

    ObjectNode definition() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", type)
                .put("format", name.equals("Name") ? "name" : "")
                .put("description", "")
                .put("priority", priority);
    }

    private static JsonNode shown(String type, JsonNode value, Instant now) {
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (type.equals("date")) {
            return JsonNodeFactory.instance.textNode(
                    ApiAge.since(Instant.parse(value.asText()), now));
        }
        return type.equals("string") && !value.isTextual()
                ? JsonNodeFactory.instance.textNode(value.toString())
                : value;
    }
}
