package dev.tidegate.adapter.istio;

import dev.tidegate.core.route.istio.Surroundings;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Leaves of an object what is asked of it: a cluster may have ten thousand Services. */
final class Trim {

    private static final String GRANTED_TO = "tidegate.dev/granted-to";

    private Trim() {}

    /** Changes the object; its own name, version and grant stay. */
    static void trim(SideKind kind, GenericKubernetesResource object) {
        object.setMetadata(metadata(object.getMetadata()));
        Map<String, Object> parts = new LinkedHashMap<>();
        Object value = object.getAdditionalProperties().get(kind.part());
        if (value instanceof Map<?, ?> map) {
            parts.put(kind.part(), fields(map));
        } else if (value instanceof List<?> list) {
            parts.put(kind.part(), list.stream().map(Trim::element).distinct().toList());
        }
        object.setAdditionalProperties(parts);
    }

    private static ObjectMeta metadata(ObjectMeta whole) {
        ObjectMetaBuilder kept =
                new ObjectMetaBuilder()
                        .withNamespace(whole.getNamespace())
                        .withName(whole.getName())
                        .withUid(whole.getUid())
                        .withResourceVersion(whole.getResourceVersion());
        if (whole.getAnnotations() != null && whole.getAnnotations().containsKey(GRANTED_TO)) {
            kept.addToAnnotations(GRANTED_TO, whole.getAnnotations().get(GRANTED_TO));
        }
        String service =
                whole.getLabels() == null ? null : whole.getLabels().get(Surroundings.OF_SERVICE);
        if (service != null) {
            kept.addToLabels(Surroundings.OF_SERVICE, service);
        }
        return kept.build();
    }

    private static Object element(Object value) {
        return value instanceof Map<?, ?> map ? fields(map) : value;
    }

    private static Map<String, Object> fields(Map<?, ?> whole) {
        Map<String, Object> kept = new LinkedHashMap<>();
        whole.forEach(
                (key, value) -> {
                    if (value != null && SideKind.fields().contains(String.valueOf(key))) {
                        kept.put(String.valueOf(key), value);
                    }
                });
        return kept;
    }
}
