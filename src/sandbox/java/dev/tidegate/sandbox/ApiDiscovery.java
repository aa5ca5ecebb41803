package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** What the API server double serves, as clients such as kubectl ask for it. */
final class ApiDiscovery {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> VERBS =
            List.of("create", "delete", "get", "list", "patch", "update", "watch");

    private ApiDiscovery() {}

    static Optional<ObjectNode> answer(String path) {
        List<String> parts = List.of(path.replaceAll("^/|/$", "").split("/"));
        return switch (parts.size()) {
            case 1 ->
                    switch (parts.getFirst()) {
                        case "version" ->
                                Optional.of(
                                        JSON.objectNode()
                                                .put("major", "1")
                                                .put("minor", "36")
                                                .put("gitVersion", "v1.36.0-double"));
                        case "api" -> {
                            ObjectNode versions = JSON.objectNode().put("kind", "APIVersions");
                            versions.putArray("versions").add("v1");
                            yield Optional.of(versions);
                        }
                        case "apis" -> Optional.of(groups());
                        default -> Optional.empty();
                    };
            case 2 ->
                    switch (parts.getFirst()) {
                        case "api" -> Optional.of(resources("", parts.get(1)));
                        case "apis" ->
                                Optional.of(
                                        group(parts.get(1))
                                                .put("kind", "APIGroup")
                                                .put("apiVersion", "v1"));
                        default -> Optional.empty();
                    };
            case 3 ->
                    parts.getFirst().equals("apis")
                            ? Optional.of(resources(parts.get(1), parts.get(2)))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static ObjectNode groups() {
        ObjectNode list = JSON.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        ApiKind.ALL.stream()
                .map(ApiKind::group)
                .filter(g -> !g.isEmpty())
                .distinct()
                .forEach(g -> groups.add(group(g)));
        return list;
    }

    private static ObjectNode group(String name) {
        ObjectNode group = JSON.objectNode().put("name", name);
        ArrayNode versions = group.putArray("versions");
        ApiKind.ALL.stream()
                .filter(k -> k.group().equals(name))
                .flatMap(k -> k.versions().stream())
                .distinct()
                .forEach(
                        v ->
                                versions.addObject()
                                        .put("groupVersion", name + "/" + v)
                                        .put("version", v));
        group.set("preferredVersion", versions.get(0));
        return group;
    }

    private static ObjectNode resources(String group, String version) {
        String groupVersion = group.isEmpty() ? version : group + "/" + version;
        ObjectNode list = JSON.objectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", groupVersion);
        ArrayNode resources = list.putArray("resources");
        ApiKind.ALL.stream()
                .filter(k -> k.group().equals(group) && k.versions().contains(version))
                .forEach(
                        k -> {
                            resources.add(resource(k));
                            if (k.status()) {
                                resources.add(status(k));
                            }
                        });
        return list;
    }

    private static ObjectNode status(ApiKind kind) {
        ObjectNode status = JSON.objectNode().put("name", kind.plural() + "/status");
        status.put("singularName", "").put("kind", kind.kind());
        status.put("namespaced", kind.namespaced());
        List.of("get", "patch", "update").forEach(status.withArray("/verbs")::add);
        return status;
    }

    private static ObjectNode resource(ApiKind kind) {
        ObjectNode resource = JSON.objectNode().put("name", kind.plural()).put("kind", kind.kind());
        resource.put("singularName", kind.kind().toLowerCase(java.util.Locale.ROOT));
        resource.put("namespaced", kind.namespaced());
        (kind.review() ? List.of("create") : VERBS).forEach(resource.withArray("/verbs")::add);
        if (!kind.shortName().isEmpty()) {
            resource.withArray("/shortNames").add(kind.shortName());
        }
        kind.categories().forEach(resource.withArray("/categories")::add);
        return resource;
    }
}
