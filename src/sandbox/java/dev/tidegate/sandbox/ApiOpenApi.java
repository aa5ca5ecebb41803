package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The server's OpenAPI v3 documents, one for each version of a group: the schemas of our kinds, and
 * of all kinds what can be done with them. Of other kinds it has no schemas.
 */
final class ApiOpenApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ROOT = "/openapi/v3";
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static final String META_TEXT = "What every object has: name, namespace, labels.";

    private ApiOpenApi() {}

    static Optional<ObjectNode> answer(String path) {
        if (path.equals(ROOT)) {
            return Optional.of(index());
        }
        return path.startsWith(ROOT + "/")
                ? Optional.ofNullable(documents().get(path.substring(ROOT.length() + 1)))
                        .map(ApiOpenApi::document)
                : Optional.empty();
    }

    private static ObjectNode index() {
        ObjectNode index = JSON.objectNode();
        ObjectNode paths = index.putObject("paths");
        documents()
                .keySet()
                .forEach(path -> paths.putObject(path).put("serverRelativeURL", ROOT + "/" + path));
        return index;
    }

    /** The kinds by the path of their version of a group, such as {@code apis/apps/v1}. */
    private static Map<String, List<Served>> documents() {
        return ApiKind.ALL.stream()
                .flatMap(kind -> kind.versions().stream().map(version -> new Served(kind, version)))
                .collect(Collectors.groupingBy(Served::root));
    }

    private record Served(ApiKind kind, String version) {

        String root() {
            return kind.group().isEmpty()
                    ? "api/" + version
                    : "apis/%s/%s".formatted(kind.group(), version);
        }

        ObjectNode gvk() {
            return JSON.objectNode()
                    .put("group", kind.group())
                    .put("version", version)
                    .put("kind", kind.kind());
        }
    }

    private static ObjectNode document(List<Served> kinds) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "double");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.withObject("/components").putObject("schemas");
        meta(schemas.putObject(META));
        for (Served served : kinds) {
            String scope = served.kind().namespaced() ? "/namespaces/{namespace}/" : "/";
            String list = "/" + served.root() + scope + served.kind().plural();
            operations(paths.putObject(list), served, Map.of("get", "list", "post", "post"));
            operations(
                    paths.putObject(list + "/{name}"),
                    served,
                    Map.of("get", "get", "put", "put", "patch", "patch", "delete", "delete"));
            ApiDefinition.of(served.kind())
                    .ifPresent(
                            definition ->
                                    schemas.set(name(served.kind()), schema(definition, served)));
        }
        return document;
    }

    private static void operations(ObjectNode path, Served served, Map<String, String> actions) {
        actions.forEach(
                (method, action) -> {
                    ObjectNode operation = path.putObject(method);
                    operation.withArray("/parameters").add(query("fieldValidation"));
                    operation.withArray("/parameters").add(query("dryRun"));
                    if (method.equals("patch")) {
                        ObjectNode content =
                                operation.putObject("requestBody").putObject("content");
                        content.putObject("application/json-patch+json");
                        content.putObject("application/merge-patch+json");
                    }
                    operation.withObject("/responses").putObject("200").put("description", "OK");
                    operation.put("x-kubernetes-action", action);
                    operation.set("x-kubernetes-group-version-kind", served.gvk());
                });
    }

    private static ObjectNode query(String name) {
        ObjectNode parameter = JSON.objectNode().put("name", name).put("in", "query");
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static ObjectNode schema(ApiDefinition definition, Served served) {
        ObjectNode schema = definition.schema();
        ObjectNode properties = schema.withObject("/properties");
        properties
                .putObject("apiVersion")
                .put("type", "string")
                .put("description", "Group and version of the kind.");
        properties
                .putObject("kind")
                .put("type", "string")
                .put("description", "What the object is.");
        ObjectNode metadata = properties.putObject("metadata").put("description", META_TEXT);
        metadata.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + META);
        schema.putArray("x-kubernetes-group-version-kind").add(served.gvk());
        return schema;
    }

    private static void meta(ObjectNode schema) {
        schema.put("type", "object").put("description", META_TEXT);
        ObjectNode properties = schema.putObject("properties");
        for (String text : List.of("name", "namespace", "uid", "resourceVersion")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("creationTimestamp").put("type", "string").put("format", "date-time");
        for (String map : List.of("labels", "annotations")) {
            properties
                    .putObject(map)
                    .put("type", "object")
                    .putObject("additionalProperties")
                    .put("type", "string");
        }
    }

    private static String name(ApiKind kind) {
        return "dev.tidegate.%s.%s".formatted(kind.versions().getFirst(), kind.kind());
    }
}
