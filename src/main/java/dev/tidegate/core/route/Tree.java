package dev.tidegate.core.route;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and copies trees of JSON values. What is absent or of another type reads as empty. */
public final class Tree {

    private Tree() {}

    /** A copy that shares nothing which can change; the keys keep their order. */
    public static Map<String, Object> copy(Map<String, Object> source) {
        Map<String, Object> copy = new LinkedHashMap<>(source);
        copy.replaceAll((key, value) -> copyOf(value));
        return copy;
    }

    private static Object copyOf(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(cast(map));
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list);
            copy.replaceAll(Tree::copyOf);
            return copy;
        }
        return value;
    }

    public static Map<String, Object> map(Map<String, Object> parent, String key) {
        return map(parent.get(key));
    }

    /** The value itself when it is an object; empty when it is another one, or none. */
    public static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? cast(map) : Map.of();
    }

    /** The elements of a list that are objects; changing one changes the tree. */
    public static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Object element : list(parent, key)) {
            if (element instanceof Map<?, ?> map) {
                maps.add(cast(map));
            }
        }
        return maps;
    }

    public static List<?> list(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> list ? list : List.of();
    }

    public static String text(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof String text ? text : "";
    }

    /** A number, 0 when there is none. */
    public static long number(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Number number ? number.longValue() : 0;
    }

    /** The object at {@code key}, made when it is not there. */
    public static Map<String, Object> makeMap(Map<String, Object> parent, String key) {
        if (!(parent.get(key) instanceof Map<?, ?>)) {
            parent.put(key, new LinkedHashMap<String, Object>());
        }
        return map(parent, key);
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are text, and its values JSON values
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
