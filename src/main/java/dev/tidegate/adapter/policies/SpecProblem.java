package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why a spec is of the wrong shape: the field, its value, and what would be right. */
public final class SpecProblem {

    private static final int SHOWN = 60;
    private static final Pattern TWICE = Pattern.compile("Duplicate field '?([^' ]+)");
    private static final String ANYTHING = "what the schema of the CRD says";

    private SpecProblem() {}

    /** What Jackson could not bind of {@code spec}. */
    public static IllegalArgumentException of(JsonMappingException problem, JsonNode spec) {
        String field = path(problem.getPath());
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return new IllegalArgumentException(
                    "%s: is unknown; the fields there are %s"
                            .formatted(field, names(unknown.getKnownPropertyIds())),
                    problem);
        }
        JsonNode value = spec.at(pointer(problem.getPath()));
        if (problem instanceof InvalidNullException) {
            return new IllegalArgumentException(
                    field + ": an element is empty; write a value, or take it out of the list",
                    problem);
        }
        return new IllegalArgumentException(
                "%s: %s is of the wrong kind; write %s"
                        .formatted(
                                field.isEmpty() ? "spec" : field,
                                shown(value),
                                problem instanceof MismatchedInputException mismatched
                                        ? wanted(
                                                Objects.requireNonNullElse(
                                                        mismatched.getTargetType(), Object.class))
                                        : ANYTHING),
                problem);
    }

    /** Where a text can no longer be read, and why if that is one of two usual reasons. */
    static String syntax(JsonProcessingException problem) {
        JsonLocation at = problem.getLocation();
        String place =
                at == null
                        ? ""
                        : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
        String said = String.valueOf(problem.getOriginalMessage());
        Matcher twice = TWICE.matcher(said);
        return place
                + (twice.lookingAt()
                        ? "the field %s stands twice; give it once".formatted(twice.group(1))
                        : "cannot be read from here on; check the value, brackets, quotes and"
                                + " indentation");
    }

    private static String wanted(Class<?> type) {
        if (type == Object.class) {
            return ANYTHING;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "an object with names and values, such as {name: value}";
        }
        if (type.isRecord()) {
            return "an object with the fields " + fields(type);
        }
        if (type == Integer.class || type == int.class || type == Long.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return type == Boolean.class ? "true or false" : "a text";
    }

    private static String fields(Class<?> type) {
        return List.of(type.getRecordComponents()).stream()
                .map(component -> component.getName())
                .collect(Collectors.joining(", "));
    }

    private static String names(Collection<Object> known) {
        return known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "this";
        }
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static String path(List<Reference> path) {
        StringBuilder text = new StringBuilder();
        for (Reference at : path) {
            if (at.getFieldName() == null) {
                text.append('[').append(at.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(at.getFieldName());
            }
        }
        return text.toString();
    }

    private static JsonPointer pointer(List<Reference> path) {
        JsonPointer pointer = JsonPointer.empty();
        for (Reference at : path) {
            pointer =
                    at.getFieldName() == null
                            ? pointer.appendIndex(at.getIndex())
                            : pointer.appendProperty(at.getFieldName());
        }
        return pointer;
    }
}
