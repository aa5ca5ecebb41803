package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drops the fields of an object of ours that its CRD does not name, as an API server does. */
final class ApiPruning {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private ApiPruning() {}

    static void prune(ApiKind kind, ObjectNode object) {
        ApiDefinition.of(kind)
                .map(definition -> definition.version().at("/schema/openAPIV3Schema"))
                .ifPresent(schema -> prune(schema, object, OF_EVERY_OBJECT));
    }

    private static void prune(JsonNode schema, ObjectNode object, Set<String> kept) {
        boolean keeps = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        List<String> unknown = new ArrayList<>();
        object.properties()
                .forEach(
                        field -> {
                            JsonNode named = schema.path("properties").get(field.getKey());
                            JsonNode known =
                                    named == null ? schema.get("additionalProperties") : named;
                            if (known != null) {
                                prune(known, field.getValue());
                            } else if (!keeps && !kept.contains(field.getKey())) {
                                unknown.add(field.getKey());
                            }
                        });
        object.remove(unknown);
    }

    private static void prune(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            prune(schema, object, Set.of());
        } else if (value.isArray()) {
            value.forEach(each -> prune(schema.path("items"), each));
        }
    }
}
