package dev.tidegate.adapter.cluster;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An object of the Kubernetes API as JSON values: maps, lists, text, numbers, booleans and nulls.
 * It is read untyped, because one malformed object would end a typed watch for good.
 *
 * @param tree the whole object; nobody changes it
 */
public record ApiObject(Map<String, Object> tree) {

    /**
     * An object to be written.
     *
     * @param uid of the one that is meant; empty for a new one
     * @param version the resourceVersion that it was read with; empty for a new one
     */
    public static ApiObject of(
            Kind kind, String namespace, String name, String uid, String version) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("namespace", namespace);
        metadata.put("name", name);
        if (!uid.isEmpty()) {
            metadata.put("uid", uid);
            metadata.put("resourceVersion", version);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", kind.apiVersion());
        tree.put("kind", kind.title());
        tree.put("metadata", metadata);
        return new ApiObject(tree);
    }

    /** The same object with this field at its top. */
    public ApiObject with(String field, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(tree);
        other.put(field, value);
        return new ApiObject(other);
    }

    /** The same object with this field of its metadata. */
    public ApiObject withMetadata(String field, Object value) {
        Map<String, Object> metadata = new LinkedHashMap<>(map("metadata"));
        metadata.put(field, value);
        return with("metadata", metadata);
    }

    public String namespace() {
        return text("namespace");
    }

    public String name() {
        return text("name");
    }

    public String uid() {
        return text("uid");
    }

    /** The resourceVersion. */
    public String version() {
        return text("resourceVersion");
    }

    /** The metadata's generation; 0 when there is none. */
    public long generation() {
        return map("metadata").get("generation") instanceof Number number ? number.longValue() : 0;
    }

    /** Namespace and name: an object's place among those of its kind. */
    public String key() {
        return namespace() + "/" + name();
    }

    /** A label's value. */
    public Optional<String> label(String label) {
        return entry("labels", label);
    }

    /** An annotation's value. */
    public Optional<String> annotation(String annotation) {
        return entry("annotations", annotation);
    }

    /** A field at the top that is itself an object; empty when there is none. */
    public Map<String, Object> map(String field) {
        return asMap(tree.get(field));
    }

    private Optional<String> entry(String part, String key) {
        return asMap(map("metadata").get(part)).get(key) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private String text(String field) {
        return map("metadata").get(field) instanceof String text ? text : "";
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are text
    private static Map<String, Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Whether this was written after {@code other}. */
    public boolean isNewerThan(ApiObject other) {
        return newer(version(), other.version());
    }

    /** Whether {@code version} is newer than {@code than}; the API server counts upwards. */
    public static boolean newer(String version, String than) {
        try {
            return Long.parseLong(version) > Long.parseLong(than);
        } catch (NumberFormatException e) {
            return !version.equals(than);
        }
    }
}
