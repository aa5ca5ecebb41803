package dev.tidegate.cli.preview;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The types that a JSON value, and what is in it, must have. */
@FunctionalInterface
interface Shape {

    /** A text; a number or boolean has to be put in quotes. */
    Shape TEXT =
            (place, value) -> {
                if (!(value instanceof String)) {
                    boolean bare = value instanceof Number || value instanceof Boolean;
                    throw wrong(place, value, "text", "\"%s\"".formatted(bare ? value : "reviews"));
                }
            };

    /** A whole number. */
    Shape NUMBER =
            (place, value) -> {
                if (!(value instanceof Integer || value instanceof Long)) {
                    throw wrong(place, value, "whole number", "5");
                }
            };

    /**
     * Looks at a value.
     *
     * @param place where it stands, for the error: {@code routes.yaml, document 2: spec.http[0]}
     * @throws IllegalArgumentException naming the place, the value and what would be right
     */
    void check(String place, @Nullable Object value);

    /** A list of such values. */
    static Shape list(Shape element, String example) {
        return (place, value) -> {
            if (!(value instanceof List<?> list)) {
                throw wrong(place, value, "list", example);
            }
            for (int i = 0; i < list.size(); i++) {
                element.check("%s[%d]".formatted(place, i), list.get(i));
            }
        };
    }

    /** An object; of its fields, those that are there and not null are looked at. */
    static Shape object(String example, Map<String, Shape> fields) {
        return (place, value) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw wrong(place, value, "object", example);
            }
            String prefix = place.endsWith(" ") ? place : place + ".";
            map.forEach(
                    (key, each) -> {
                        Shape shape = fields.get(String.valueOf(key));
                        if (shape != null && each != null) {
                            shape.check(prefix + key, each);
                        }
                    });
        };
    }

    /** An object of texts, such as labels. */
    static Shape texts(String example) {
        return (place, value) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw wrong(place, value, "object", example);
            }
            map.forEach((key, each) -> TEXT.check("%s[%s]".formatted(place, key), each));
        };
    }

    private static IllegalArgumentException wrong(
            String place, @Nullable Object value, String type, String example) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
        return new IllegalArgumentException(
                "%s: %s is no %s; write for example %s".formatted(place, shown, type, example));
    }
}
