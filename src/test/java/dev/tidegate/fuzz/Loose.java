package dev.tidegate.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JSON that may be wrong: a field may stand twice, and a scalar is any text. Its lists are changed
 * in place.
 */
sealed interface Loose {

    JsonMapper JSON = JsonMapper.builder().build();

    /** An object. */
    record Fields(List<Field> all) implements Loose {}

    /** A list. */
    record Elements(List<Loose> all) implements Loose {}

    /** What stands there, such as {@code "v2"}, {@code 5} or {@code NaN}. */
    record Scalar(String text) implements Loose {}

    /**
     * One field of an object.
     *
     * @param key as JSON writes it, with its quotes
     */
    record Field(String key, Loose value) {}

    /** The JSON object or list that a text is; empty when it is none. */
    static Optional<Loose> parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isContainerNode() ? Optional.of(of(node)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Loose of(JsonNode node) {
        if (node.isObject()) {
            List<Field> fields = new ArrayList<>();
            node.properties()
                    .forEach(e -> fields.add(new Field(quoted(e.getKey()), of(e.getValue()))));
            return new Fields(fields);
        }
        if (node.isArray()) {
            List<Loose> elements = new ArrayList<>();
            node.forEach(each -> elements.add(of(each)));
            return new Elements(elements);
        }
        return new Scalar(node.toString());
    }

    /** A text as JSON writes it. */
    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    /** A copy that shares nothing which can change. */
    default Loose copy() {
        return switch (this) {
            case Fields(List<Field> all) ->
                    new Fields(
                            new ArrayList<>(
                                    all.stream()
                                            .map(f -> new Field(f.key(), f.value().copy()))
                                            .toList()));
            case Elements(List<Loose> all) ->
                    new Elements(new ArrayList<>(all.stream().map(Loose::copy).toList()));
            case Scalar scalar -> scalar;
        };
    }

    /** Writes it as JSON. */
    default void write(StringBuilder to) {
        switch (this) {
            case Fields(List<Field> all) -> {
                String before = "{";
                for (Field field : all) {
                    to.append(before).append(field.key()).append(':');
                    field.value().write(to);
                    before = ",";
                }
                to.append(all.isEmpty() ? "{}" : "}");
            }
            case Elements(List<Loose> all) -> {
                String before = "[";
                for (Loose element : all) {
                    to.append(before);
                    element.write(to);
                    before = ",";
                }
                to.append(all.isEmpty() ? "[]" : "]");
            }
            case Scalar(String text) -> to.append(text);
        }
    }

    /** How many places it has that hold a value. */
    default int size() {
        return switch (this) {
            case Fields(List<Field> all) -> all.stream().mapToInt(f -> 1 + f.value().size()).sum();
            case Elements(List<Loose> all) -> all.stream().mapToInt(e -> 1 + e.size()).sum();
            case Scalar _ -> 0;
        };
    }
}
