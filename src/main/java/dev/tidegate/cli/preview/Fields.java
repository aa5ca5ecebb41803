package dev.tidegate.cli.preview;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The fields of an object in a file; what is no object has none.
 *
 * @param path where they stand, for an error: {@code routes.yaml, document 2: metadata.}
 */
record Fields(String path, Map<String, Object> tree) {

    Fields(String path, @Nullable Object value) {
        this(path, tree(value));
    }

    Fields in(String field) {
        return new Fields(path + field + ".", tree.get(field));
    }

    /**
     * The text of a field that must be there.
     *
     * @param right an example, for the error
     */
    String text(String field, String right) {
        Object value = tree.get(field);
        if (value == null) {
            throw wrong(field, "is missing", right);
        }
        if (!(value instanceof String text) || text.isBlank()) {
            throw wrong(field, "\"%s\" is no name".formatted(value), right);
        }
        return text;
    }

    private IllegalArgumentException wrong(String field, String what, String right) {
        return new IllegalArgumentException(
                "%s%s: %s; write for example %s".formatted(path, field, what, right));
    }

    @SuppressWarnings("unchecked") // the documents hold JSON values: their keys are text
    private static Map<String, Object> tree(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
