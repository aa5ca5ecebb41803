package dev.tidegate.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.tidegate.door.Problem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What an OpenAPI description must have, so that a client can be made of it: a line for each
 * finding. Its schemas are tried by the meta-schema of JSON Schema 2020-12, which OpenAPI 3.1 uses.
 */
public final class OpenApiLint {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    private final JsonNode api;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private OpenApiLint(JsonNode api) {
        this.api = api;
    }

    /** What is wrong; empty when all is well. */
    public static List<String> problems(JsonNode api) {
        OpenApiLint lint = new OpenApiLint(api);
        lint.head();
        lint.references(api, "");
        lint.schemas();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    lint.operation(path.getKey(), method.getKey(), method.getValue());
                }
            }
        }
        return lint.problems;
    }

    private void require(boolean holds, String where, String what) {
        if (!holds) {
            problems.add(where + ": " + what);
        }
    }

    private void head() {
        require(api.path("openapi").asText().startsWith("3.1."), "openapi", "is not 3.1");
        for (String field : List.of("title", "version", "description")) {
            require(api.path("info").hasNonNull(field), "info", "has no " + field);
        }
        require(api.at("/info/license/name").isTextual(), "info", "has no license");
        require(!api.path("servers").isEmpty(), "servers", "there is none");
        require(!schemes().isEmpty(), "components.securitySchemes", "there is none");
        require(!api.path("security").isEmpty(), "security", "says of nobody who may come in");
        required("security", api.path("security"));
        require(!api.path("paths").isEmpty(), "paths", "there is none");
    }

    private JsonNode schemes() {
        return api.path("components").path("securitySchemes");
    }

    private void required(String where, JsonNode security) {
        for (JsonNode alternative : security) {
            alternative
                    .fieldNames()
                    .forEachRemaining(
                            name ->
                                    require(
                                            schemes().has(name),
                                            where,
                                            name + " is no security scheme"));
        }
    }

    private void references(JsonNode node, String at) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual()) {
            require(
                    reference.asText().startsWith("#/")
                            && !api.at(reference.asText().substring(1)).isMissingNode(),
                    at,
                    reference.asText() + " leads nowhere");
        }
        if (node.isArray()) {
            node.forEach(item -> references(item, at + "[]"));
        }
        node.properties().forEach(field -> references(field.getValue(), at + "." + field.getKey()));
    }

    private void schemas() {
        var meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema("{\"$ref\": \"" + META_SCHEMA + "\"}", InputFormat.JSON);
        for (Map.Entry<String, JsonNode> schema : api.at("/components/schemas").properties()) {
            meta.validate(schema.getValue().toString(), InputFormat.JSON)
                    .forEach(error -> problems.add(schema.getKey() + ": " + error));
            for (Map.Entry<String, JsonNode> field :
                    schema.getValue().path("properties").properties()) {
                require(
                        !field.getValue().isEmpty(),
                        schema.getKey() + "." + field.getKey(),
                        "may be anything");
            }
        }
    }

    private void operation(String path, String method, JsonNode operation) {
        String where = method + " " + path;
        require(
                ids.add(operation.path("operationId").asText(where)),
                where,
                "its operationId is another's");
        for (String field : List.of("operationId", "summary")) {
            require(operation.hasNonNull(field), where, "has no " + field);
        }
        tags(where, operation.path("tags"));
        parameters(where, path, operation.path("parameters"));
        require(!security(operation).isEmpty(), where, "says not who may come in");
        required(where, security(operation));
        boolean done = false;
        for (Map.Entry<String, JsonNode> answer : operation.path("responses").properties()) {
            done |= answer.getKey().startsWith("2");
            answer(where + " " + answer.getKey(), answer.getKey(), resolved(answer.getValue()));
        }
        require(done, where, "does not say what is answered when all is well");
        // Knative gives an event up at these, so its deliveries are answered with 503
        for (String denied : path.equals("/") ? List.of("503") : List.of("401", "403")) {
            require(operation.path("responses").has(denied), where, "does not answer " + denied);
        }
    }

    private JsonNode security(JsonNode operation) {
        return operation.has("security") ? operation.path("security") : api.path("security");
    }

    private void tags(String where, JsonNode tags) {
        require(!tags.isEmpty(), where, "has no tag");
        Set<String> described =
                StreamSupport.stream(api.path("tags").spliterator(), false)
                        .filter(tag -> tag.hasNonNull("description"))
                        .map(tag -> tag.path("name").asText())
                        .collect(Collectors.toSet());
        tags.forEach(
                tag ->
                        require(
                                described.contains(tag.asText()),
                                where,
                                "nobody describes its tag " + tag.asText()));
    }

    private void parameters(String where, String path, JsonNode parameters) {
        Set<String> given = new HashSet<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            require(!parameter.path("schema").isEmpty(), where, name + " has no schema");
            if (parameter.path("in").asText().equals("path")) {
                given.add("{" + name + "}");
                require(parameter.path("required").asBoolean(), where, name + " is not required");
            }
        }
        for (String part : path.split("/", -1)) {
            require(!part.startsWith("{") || given.contains(part), where, part + " is not told");
        }
    }

    private void answer(String where, String code, JsonNode answer) {
        require(answer.hasNonNull("description"), where, "has no description");
        if (code.compareTo("400") >= 0) {
            List<String> types = new ArrayList<>();
            answer.path("content").fieldNames().forEachRemaining(types::add);
            require(
                    types.equals(List.of(Problem.MEDIA_TYPE)),
                    where,
                    "is no problem document but " + types);
        }
        for (JsonNode content : answer.path("content")) {
            require(!content.path("schema").isEmpty(), where, "has no schema");
        }
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? api.at(reference.asText().substring(1)) : node;
    }
}
