package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.Catalog.Target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the http routes of one VirtualService for one port, in their order. */
final class HttpRoutes {
    private final Catalog catalog;
    private final Proxy proxy;
    private final String namespace;
    private final int port;

    /**
     * Routes to be written.
     *
     * @param namespace of the VirtualService
     */
    HttpRoutes(Catalog catalog, Proxy proxy, String namespace, int port) {
        this.catalog = catalog;
        this.proxy = proxy;
        this.namespace = namespace;
        this.port = port;
    }

    /** The route of a Service that no VirtualService speaks of. */
    static Map<String, Object> plain(Service service, Rule rule, int port) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("cluster", Service.cluster(port, "", service.host()));
        timeout("0s", action);
        rule.policy()
                .balancing()
                .flatMap(Balancing::hashPolicy)
                .ifPresent(policy -> action.put("hash_policy", List.of(policy)));
        Retries.of(new Fields("", Map.of()), false)
                .ifPresent(policy -> action.put("retry_policy", policy));
        return route("default", HttpMatch.ALL, Map.of(service.name(), 1L), "route", action);
    }

    /**
     * The routes of {@code spec.http} for the callers; none after one that takes every request.
     *
     * @throws Refused naming what is not translated
     */
    List<Map<String, Object>> of(Fields spec) {
        List<Map<String, Object>> routes = new ArrayList<>();
        boolean caught = false;
        for (Fields http : spec.parts("http")) {
            String name = http.text("name").orElse("");
            List<HttpMatch> matches = matches(http);
            Action action = action(http);
            for (HttpMatch match : matches) {
                if (!caught) {
                    String full = match.name().map(n -> name + "." + n).orElse(name);
                    Map<String, Object> route =
                            route(full, match, action.weights, action.kind, action.tree);
                    route.putAll(action.headers.lists());
                    routes.add(route);
                }
                caught |= match.catchesAll();
            }
        }
        return routes;
    }

    private List<HttpMatch> matches(Fields http) {
        List<Fields> all = http.parts("match");
        return all.isEmpty()
                ? List.of(HttpMatch.ALL)
                : all.stream().flatMap(m -> HttpMatch.of(m, port, proxy).stream()).toList();
    }

    private record Action(
            String kind,
            Map<String, Object> tree,
            Map<String, Long> weights,
            HeaderOperations headers) {}

    private Action action(Fields http) {
        HeaderOperations headers = HeaderOperations.of(http.part("headers"));
        Action action;
        if (http.has("delegate")) {
            throw http.wrong("delegate", "not translated for Envoy; write its routes here");
        } else if (http.has("redirect")) {
            action = new Action("redirect", Answers.redirect(http, port), Map.of(), headers);
        } else if (http.has("directResponse")) {
            action = new Action("direct_response", Answers.direct(http), Map.of(), headers);
        } else {
            action = forward(http, headers);
        }
        http.end();
        return action;
    }

    private Action forward(Fields http, HeaderOperations headers) {
        Map<String, Object> tree = new LinkedHashMap<>();
        timeout(http.duration("timeout").orElse("0s"), tree);
        List<Map<String, Object>> mirrors = new Mirrors(catalog, namespace, port).of(http);
        if (!mirrors.isEmpty()) {
            tree.put("request_mirror_policies", mirrors);
        }
        Rewrites.of(http, tree);
        Destinations to = new Destinations(catalog, namespace, port, http, headers);
        to.authority().ifPresent(host -> tree.putIfAbsent("host_rewrite_literal", host));
        tree.putAll(to.tree());
        if (!to.hashPolicies().isEmpty()) {
            tree.put("hash_policy", to.hashPolicies());
        }
        Retries.of(http, to.sticks()).ifPresent(policy -> tree.put("retry_policy", policy));
        return new Action("route", tree, to.weights(), to.headers());
    }

    /** gRPC's own header counts within the timeout, as istiod has it. */
    private static void timeout(String timeout, Map<String, Object> action) {
        action.put("timeout", timeout);
        action.put("max_grpc_timeout", timeout);
    }

    private static Map<String, Object> route(
            String name,
            HttpMatch match,
            Map<String, Long> weights,
            String kind,
            Map<String, Object> action) {
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("name", name);
        route.put("match", match.tree());
        route.put("metadata", Split.metadata(weights));
        route.put(kind, action);
        return route;
    }

    /** One of several places that a route leads to, or the only one. */
    record Weighted(Target target, long weight, HeaderOperations headers) {}
}
