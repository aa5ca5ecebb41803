package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.istio.Surroundings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Leaves of an object what is asked of it: a cluster may have ten thousand Services. */
final class Trim {

    private static final String GRANTED_TO = "tidegate.dev/granted-to";

    private Trim() {}

    /** Its name and its grant stay. */
    static ApiObject trim(SideKind kind, ApiObject object) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("metadata", metadata(object));
        Object value = object.tree().get(kind.part());
        if (value instanceof Map<?, ?> map) {
            parts.put(kind.part(), fields(map));
        } else if (value instanceof List<?> list) {
            parts.put(kind.part(), list.stream().map(Trim::element).distinct().toList());
        }
        return new ApiObject(parts);
    }

    private static Map<String, Object> metadata(ApiObject whole) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("namespace", whole.namespace());
        kept.put("name", whole.name());
        whole.annotation(GRANTED_TO)
                .ifPresent(grant -> kept.put("annotations", Map.of(GRANTED_TO, grant)));
        whole.label(Surroundings.OF_SERVICE)
                .ifPresent(of -> kept.put("labels", Map.of(Surroundings.OF_SERVICE, of)));
        return kept;
    }

    private static Object element(Object value) {
        return value instanceof Map<?, ?> map ? fields(map) : value;
    }

    private static Map<String, Object> fields(Map<?, ?> whole) {
        Map<String, Object> kept = new LinkedHashMap<>();
        whole.forEach(
                (key, value) -> {
                    if (value != null && SideKind.fields().contains(String.valueOf(key))) {
                        kept.put(
                                String.valueOf(key),
                                key.equals("ports") && value instanceof List<?> ports
                                        ? ports.stream().map(Trim::port).toList()
                                        : value);
                    }
                });
        return kept;
    }

    /** A Service's has a port, a ServiceEntry's a number. */
    private static Object port(Object whole) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (whole instanceof Map<?, ?> map) {
            for (String name : List.of("port", "number")) {
                if (map.get(name) instanceof Number number) {
                    kept.put(name, number);
                }
            }
        }
        return kept;
    }
}
