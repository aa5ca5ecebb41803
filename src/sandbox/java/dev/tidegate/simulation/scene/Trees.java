package dev.tidegate.simulation.scene;

import dev.tidegate.adapter.cluster.ApiObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees of JSON values, made and read. */
public final class Trees {

    private Trees() {}

    /** A map of keys and values in turn. */
    public static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** A new object with this spec. */
    public static ApiObject object(
            String apiVersion, String kind, String namespace, String name, Object spec) {
        return new ApiObject(
                map(
                        "apiVersion",
                        apiVersion,
                        "kind",
                        kind,
                        "metadata",
                        map("namespace", namespace, "name", name),
                        "spec",
                        spec));
    }

    /** A copy that may be changed, all the way down. */
    public static Map<String, Object> copy(Map<String, Object> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(key, copied(value)));
        return copy;
    }

    private static Object copied(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(asMap(map));
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(copied(each)));
            return copy;
        }
        return value;
    }

    /** The map below a key; an empty one when there is none. */
    public static Map<String, Object> at(Map<String, Object> tree, String key) {
        return asMap(tree.get(key));
    }

    /** The maps of the list below a key. */
    public static List<Map<String, Object>> list(Map<String, Object> tree, String key) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (tree.get(key) instanceof List<?> list) {
            list.forEach(each -> maps.add(asMap(each)));
        }
        return maps;
    }

    /** The text below a key; empty when there is none. */
    public static String text(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof String text ? text : "";
    }

    /** The number below a key; 0 when there is none. */
    public static int number(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof Number number ? number.intValue() : 0;
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are text
    private static Map<String, Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
