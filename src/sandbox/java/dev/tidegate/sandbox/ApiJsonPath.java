package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' JSONPath as far as columns need it: fields, an index, and the first element whose
 * field has a value, such as {@code .status.conditions[?(@.type=="Valid")].status}.
 */
final class ApiJsonPath {

    private static final Pattern PART =
            Pattern.compile(
                    "\\.(?<field>[A-Za-z0-9_-]+)|\\[(?<index>\\d{1,6})]"
                            + "|\\[\\?\\(@\\.(?<key>[A-Za-z0-9_-]+)==\"(?<value>[^\"]*)\"\\)]");

    private final List<UnaryOperator<JsonNode>> parts;

    private ApiJsonPath(List<UnaryOperator<JsonNode>> parts) {
        this.parts = parts;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it has what is not understood here
     */
    static ApiJsonPath of(String path) {
        List<UnaryOperator<JsonNode>> parts = new ArrayList<>();
        Matcher part = PART.matcher(path);
        int end = 0;
        while (end < path.length() && part.find(end) && part.start() == end) {
            parts.add(part(part));
            end = part.end();
        }
        if (end < path.length()) {
            throw new IllegalArgumentException(
                    "jsonPath: \"%s\" is not understood from \"%s\" on"
                            .formatted(path, path.substring(end)));
        }
        return new ApiJsonPath(parts);
    }

    private static UnaryOperator<JsonNode> part(Matcher part) {
        String field = part.group("field");
        String index = part.group("index");
        if (field != null) {
            return node -> node.path(field);
        } else if (index != null) {
            return node -> node.path(Integer.parseInt(index));
        }
        String key = part.group("key");
        String value = part.group("value");
        return node -> {
            for (JsonNode each : node) {
                if (each.path(key).asText("").equals(value)) {
                    return each;
                }
            }
            return MissingNode.getInstance();
        };
    }

    /** What it leads to; a missing node when it leads nowhere. */
    JsonNode in(JsonNode object) {
        JsonNode at = object;
        for (UnaryOperator<JsonNode> part : parts) {
            at = part.apply(at);
        }
        return at;
    }
}
