package dev.tidegate.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.TreeSet;

/** The rules that the fields of a reading share; each error names the field, value and rule. */
final class ReadingFields {

    /** Whole numbers that every tool can write; two million of them can be added up. */
    private static final long MOST = (1L << 53) - 1;

    private ReadingFields() {}

    /** A misspelled count would be one that was never counted, so what is unknown is refused. */
    static void known(String field, ObjectNode object, Set<String> names) {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!names.contains(name)) {
                                throw new Invalid(
                                        field + "." + name,
                                        "is unknown; the fields are "
                                                + String.join(", ", new TreeSet<>(names)));
                            }
                        });
    }

    /** How often something happened since the observer started. */
    static long count(String field, JsonNode value) {
        if (value.isMissingNode()) {
            throw new Invalid(field, "is missing; give a whole number from 0");
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > MOST) {
            throw new Invalid(
                    field,
                    "%s is no count; use a whole number from 0 to %d"
                            .formatted(shown(value), MOST));
        }
        return value.longValue();
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
