package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the schema of a CRD has against an object of ours, told to who asks for it by {@code
 * fieldValidation}, as kubectl does: tests write what a server would refuse. Rules in CEL are not
 * looked at.
 */
final class ApiChecks {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private static final Map<ApiKind, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private ApiChecks() {}

    /**
     * Checks what is about to be stored.
     *
     * @throws ApiError 400 for fields that the schema does not know, 422 for wrong values
     */
    static void check(ApiCall call, ObjectNode object) {
        String validation = call.query("fieldValidation");
        if (validation == null || !call.subresource().isEmpty()) {
            return;
        }
        ApiKind kind = call.kind();
        ApiDefinition.of(kind)
                .map(ApiDefinition::schema)
                .ifPresent(
                        schema -> {
                            if (validation.equals("Strict")) {
                                requireKnown(kind, schema, object);
                            }
                            requireValid(kind, schema, object);
                        });
    }

    private static void requireKnown(ApiKind kind, JsonNode schema, ObjectNode object) {
        List<String> unknown = new ArrayList<>();
        object.properties().stream()
                .filter(field -> !OF_EVERY_OBJECT.contains(field.getKey()))
                .forEach(
                        field ->
                                known(
                                        schema.path("properties").get(field.getKey()),
                                        field.getValue(),
                                        field.getKey(),
                                        unknown));
        if (!unknown.isEmpty()) {
            throw new ApiError(
                    400,
                    "BadRequest",
                    "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                            .formatted(
                                    kind.kind(),
                                    kind.versions().getFirst(),
                                    kind.kind(),
                                    unknown.stream()
                                            .map("unknown field \"%s\""::formatted)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static void known(
            @org.jspecify.annotations.Nullable JsonNode schema,
            JsonNode value,
            String path,
            List<String> unknown) {
        if (schema == null) {
            unknown.add(path);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                known(schema.path("items"), value.get(i), path + "[" + i + "]", unknown);
            }
        } else if (value.isObject() && schema.has("properties")) {
            value.properties()
                    .forEach(
                            field ->
                                    known(
                                            schema.path("properties").get(field.getKey()),
                                            field.getValue(),
                                            path + "." + field.getKey(),
                                            unknown));
        }
    }

    private static Schema schema(JsonNode definition) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(definition.toString(), InputFormat.JSON);
    }

    private static void requireValid(ApiKind kind, JsonNode schema, ObjectNode object) {
        String problems =
                SCHEMAS
                        .computeIfAbsent(kind, _ -> schema(schema))
                        .validate(object.toString(), InputFormat.JSON)
                        .stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        if (!problems.isEmpty()) {
            throw new ApiError(
                    422,
                    "Invalid",
                    "%s.%s \"%s\" is invalid: %s"
                            .formatted(
                                    kind.kind(),
                                    kind.group(),
                                    object.at("/metadata/name").asText(),
                                    problems));
        }
    }
}
