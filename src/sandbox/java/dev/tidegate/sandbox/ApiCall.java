package dev.tidegate.sandbox;

import io.vertx.core.MultiMap;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request to the API server, its path taken apart.
 *
 * @param verb get, list, watch, create, update, patch or delete
 * @param namespace empty for all namespaces and for cluster-wide kinds
 * @param name empty for a collection
 * @param subresource such as {@code status}, or empty
 */
record ApiCall(
        String verb,
        ApiKind kind,
        String namespace,
        String name,
        String subresource,
        MultiMap query) {

    static Optional<ApiCall> parse(String method, String path, MultiMap query) {
        List<String> parts = Arrays.stream(path.split("/")).filter(p -> !p.isEmpty()).toList();
        boolean core = !parts.isEmpty() && parts.getFirst().equals("api");
        int at = core ? 2 : 3;
        if (parts.size() <= at || !(core || parts.getFirst().equals("apis"))) {
            return Optional.empty();
        }
        String group = core ? "" : parts.get(1);
        String namespace = "";
        if (parts.get(at).equals("namespaces") && parts.size() > at + 2) {
            namespace = parts.get(at + 1);
            at += 2;
        }
        String plural = parts.get(at);
        String name = parts.size() > at + 1 ? parts.get(at + 1) : "";
        String subresource = parts.size() > at + 2 ? parts.get(at + 2) : "";
        String ns = namespace;
        return ApiKind.of(group, plural)
                .map(k -> new ApiCall(verb(method, name, query), k, ns, name, subresource, query));
    }

    private static String verb(String method, String name, MultiMap query) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> {
                String watch = query.get("watch");
                boolean watching = "true".equals(watch) || "1".equals(watch);
                yield watching ? "watch" : name.isEmpty() ? "list" : "get";
            }
        };
    }

    String id() {
        return namespace + "/" + name;
    }

    /** The right that it needs. */
    ApiServer.Call right() {
        String resource = subresource.isEmpty() ? kind.plural() : kind.plural() + "/" + subresource;
        return new ApiServer.Call(verb, kind.group(), resource, namespace);
    }

    /** Whether nothing is to be kept of what it writes. */
    boolean dryRun() {
        return "All".equals(query.get("dryRun"));
    }

    boolean write() {
        return !kind.review() && List.of("create", "update", "patch", "delete").contains(verb);
    }

    @Nullable String query(String name) {
        return query.get(name);
    }
}
