package dev.tidegate.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.type.LogicalType;

import dev.tidegate.core.text.Blanks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Strict JSON: no coercion of types, no duplicate or unknown fields, nothing after the end. Only
 * blanks around a text are none of it.
 */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .nodeFactory(new Stripping())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private Json() {}

    private static final class Stripping extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public TextNode textNode(String text) {
            return super.textNode(Blanks.stripped(text));
        }
    }

    /** Reads a JSON object; {@code field} names the place for the error. */
    static ObjectNode object(String field, byte[] text) {
        if (text.length == 0) {
            throw new Invalid(field, "is empty; write a JSON object");
        }
        try {
            return object(field, MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new Invalid(field, "is not JSON (%s); write a JSON object".formatted(place(e)));
        } catch (IOException e) {
            throw new Invalid(field, "cannot be read; write a JSON object in UTF-8");
        }
    }

    /** Reads one JSON object, or a list of them. */
    static List<ObjectNode> objects(String field, byte[] text) {
        int first = 0;
        while (first < text.length && text[first] <= ' ' && text[first] > 0) {
            first++;
        }
        if (first == text.length || text[first] != '[') {
            return List.of(object(field, text));
        }
        try {
            List<ObjectNode> all = new ArrayList<>();
            for (JsonNode one : MAPPER.readTree(text)) {
                all.add(object("%s.%d".formatted(field, all.size()), one));
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new Invalid(
                    field, "is not JSON (%s); write a list of objects".formatted(place(e)));
        } catch (IOException e) {
            throw new Invalid(field, "cannot be read; write a list of objects in UTF-8");
        }
    }

    static ObjectNode object(String field, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        String kind = node.getNodeType().name().toLowerCase(Locale.ROOT);
        throw new Invalid(
                field, "%s is of JSON type %s; write an object".formatted(shown(node), kind));
    }

    /** Binds {@code data} to the shape of its type. */
    static <T> T bind(ObjectNode data, Class<T> shape) {
        try {
            return Objects.requireNonNull(MAPPER.treeToValue(data, shape));
        } catch (UnrecognizedPropertyException e) {
            String known =
                    Objects.requireNonNull(e.getKnownPropertyIds()).stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw new Invalid("data." + path(e), "is unknown; the fields are " + known);
        } catch (MismatchedInputException e) {
            String field = path(e);
            throw new Invalid(
                    "data." + field,
                    "%s is of the wrong type; write %s"
                            .formatted(
                                    shown(data.at("/" + field.replace('.', '/'))),
                                    kind(e.getTargetType())));
        } catch (JsonProcessingException e) {
            throw new Invalid("data", "cannot be read; write what its schema says");
        }
    }

    /** Where it can no longer be read; of a field that stands twice, which. */
    private static String place(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "it has too many levels, or a number or a name that is too long";
        }
        String said = String.valueOf(e.getOriginalMessage());
        return "%s line %d, column %d"
                .formatted(
                        said.startsWith("Duplicate field '")
                                ? said.replace("Duplicate field", "twice the field") + " at"
                                : "cannot be read at",
                        e.getLocation().getLineNr(),
                        e.getLocation().getColumnNr());
    }

    private static String kind(Class<?> type) {
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Long.class || type == Integer.class) {
            return "a whole number";
        }
        return List.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(
                        place ->
                                place.getFieldName() == null
                                        ? String.valueOf(place.getIndex())
                                        : place.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
