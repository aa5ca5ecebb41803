package dev.tidegate.adapter.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees of JSON values, text, and the types that stand for them, as Kubernetes writes them. */
public final class Json {

    private static final KubernetesSerialization MAPPER = new KubernetesSerialization();

    private Json() {}

    /** What a tree says; an IllegalArgumentException when it says no such thing. */
    public static <T> T read(Object tree, Class<T> type) {
        return MAPPER.convertValue(tree, type);
    }

    /** The tree of a value. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are text
    public static Map<String, Object> tree(Object value) {
        return MAPPER.convertValue(value, Map.class);
    }

    /** An object as text: a tenth of what its tree takes in memory. */
    public static byte[] pack(ApiObject object) {
        return MAPPER.asJson(object.tree()).getBytes(UTF_8);
    }

    /** The object that was packed. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are text
    public static ApiObject unpack(byte[] packed) {
        return new ApiObject(MAPPER.unmarshal(new String(packed, UTF_8), Map.class));
    }

    static ApiObject object(GenericKubernetesResource resource) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", resource.getApiVersion());
        tree.put("kind", resource.getKind());
        // an update that leaves them out leaves them as they are, and they can be the larger part
        resource.getMetadata().setManagedFields(List.of());
        tree.put("metadata", tree(resource.getMetadata()));
        tree.putAll(resource.getAdditionalProperties());
        return new ApiObject(tree);
    }

    static GenericKubernetesResource resource(ApiObject object) {
        return MAPPER.convertValue(object.tree(), GenericKubernetesResource.class);
    }
}
