package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Kubernetes' strategic merge patch: as a JSON merge patch, but the elements of some lists are told
 * apart by a key and merged one by one.
 *
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md">Strategic
 *     Merge Patch</a>
 */
final class ApiStrategicMerge {

    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final String KEEP = "$retainKeys";
    private static final String PATCH = "$patch";

    /** Of the lists whose elements have a key, by the list's name; the first that they have. */
    private static final Map<String, List<String>> KEYS =
            Map.ofEntries(
                    Map.entry("containers", List.of("name")),
                    Map.entry("initContainers", List.of("name")),
                    Map.entry("ephemeralContainers", List.of("name")),
                    Map.entry("volumes", List.of("name")),
                    Map.entry("env", List.of("name")),
                    Map.entry("imagePullSecrets", List.of("name")),
                    Map.entry("secrets", List.of("name")),
                    Map.entry("ports", List.of("containerPort", "port")),
                    Map.entry("volumeMounts", List.of("mountPath")),
                    Map.entry("volumeDevices", List.of("devicePath")),
                    Map.entry("hostAliases", List.of("ip")),
                    Map.entry("topologySpreadConstraints", List.of("topologyKey")),
                    Map.entry("conditions", List.of("type")),
                    Map.entry("ownerReferences", List.of("uid")));

    private ApiStrategicMerge() {}

    /** The object with the patch merged into it; {@code object} itself is changed. */
    static JsonNode merge(JsonNode object, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged =
                object instanceof ObjectNode there && !"replace".equals(directive(patch))
                        ? there
                        : JsonNodeFactory.instance.objectNode();
        for (var change : changes.properties()) {
            String name = change.getKey();
            JsonNode value = change.getValue();
            if (name.startsWith(DELETE)) {
                remove(merged.path(name.substring(DELETE.length())), value);
            } else if (name.equals(KEEP)) {
                merged.retain(
                        StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::asText)
                                .toList());
            } else if (value.isNull() || "delete".equals(directive(value))) {
                merged.remove(name);
            } else if (!name.startsWith("$")) {
                merged.set(name, merged(name, merged.path(name), value));
            }
        }
        changes.properties().stream()
                .filter(change -> change.getKey().startsWith(ORDER))
                .forEach(
                        change ->
                                order(
                                        merged,
                                        change.getKey().substring(ORDER.length()),
                                        change.getValue()));
        return merged;
    }

    private static String directive(JsonNode patch) {
        return patch.path(PATCH).asText("");
    }

    private static JsonNode merged(String name, JsonNode old, JsonNode change) {
        if (!(change instanceof ArrayNode elements)) {
            return merge(old, change);
        }
        boolean replaced =
                StreamSupport.stream(elements.spliterator(), false)
                        .anyMatch(element -> "replace".equals(directive(element)));
        Optional<String> key = replaced ? Optional.empty() : key(name, elements);
        if (key.isEmpty()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            boolean set = name.equals("finalizers");
            if (set && old.isArray()) {
                all.addAll((ArrayNode) old);
            }
            elements.forEach(
                    element -> {
                        boolean known = set && indexOf(all, "", element) >= 0;
                        if (!known && directive(element).isEmpty()) {
                            all.add(element);
                        }
                    });
            return all;
        }
        ArrayNode all =
                old instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
        elements.forEach(element -> mergeElement(all, key.get(), element));
        return all;
    }

    private static void mergeElement(ArrayNode all, String key, JsonNode element) {
        int at = indexOf(all, key, element.path(key));
        if ("delete".equals(directive(element))) {
            if (at >= 0) {
                all.remove(at);
            }
        } else if (at >= 0) {
            all.set(at, merge(all.get(at), element));
        } else {
            all.add(merge(JsonNodeFactory.instance.objectNode(), element));
        }
    }

    private static Optional<String> key(String name, JsonNode elements) {
        return KEYS.getOrDefault(name, List.of()).stream()
                .filter(
                        key ->
                                StreamSupport.stream(elements.spliterator(), false)
                                        .allMatch(element -> element.has(key)))
                .findFirst();
    }

    /** Of the element whose key, or which itself, has the value; -1 when there is none. */
    private static int indexOf(JsonNode all, String key, JsonNode value) {
        for (int i = 0; i < all.size(); i++) {
            JsonNode found = key.isEmpty() ? all.get(i) : all.get(i).path(key);
            if (found.equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static void remove(JsonNode list, JsonNode values) {
        if (list instanceof ArrayNode array) {
            for (JsonNode value : values) {
                int at = indexOf(array, "", value);
                if (at >= 0) {
                    array.remove(at);
                }
            }
        }
    }

    /** Those that are named come first, in that order. */
    private static void order(ObjectNode merged, String name, JsonNode wanted) {
        if (!(merged.get(name) instanceof ArrayNode all)) {
            return;
        }
        String key = key(name, wanted).orElse("");
        List<JsonNode> rest = new ArrayList<>();
        all.forEach(rest::add);
        ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
        for (JsonNode next : wanted) {
            int at = indexOf(all, key, key.isEmpty() ? next : next.path(key));
            if (at >= 0) {
                ordered.add(all.get(at));
                rest.remove(all.get(at));
            }
        }
        rest.forEach(ordered::add);
        merged.set(name, ordered);
    }
}
