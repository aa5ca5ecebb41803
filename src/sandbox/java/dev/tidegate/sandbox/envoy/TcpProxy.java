package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.Catalog.Target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where connections go.
 *
 * @param split how they are divided, see {@link Split#text}
 * @param filter Envoy's that does it
 */
record TcpProxy(String split, Map<String, Object> filter) {

    /**
     * Reads a tcp or tls route, but for its matches.
     *
     * @param namespace of the VirtualService
     * @throws Refused naming what is not translated
     */
    static TcpProxy of(Fields route, Catalog catalog, String namespace, int port) {
        List<Fields> parts = route.parts("route");
        boolean single = parts.size() == 1;
        Map<String, Long> weights = new LinkedHashMap<>();
        List<Map<String, Object>> clusters = new ArrayList<>();
        Map<String, Object> options = new LinkedHashMap<>();
        for (Fields part : parts) {
            Target target = catalog.target(part.part("destination"), namespace, port);
            long weight = Destinations.weight(part, single);
            part.end();
            if (part == parts.getFirst()) {
                options.putAll(options(target.rule(), single ? target.subset() : ""));
            }
            if (weight > 0) {
                weights.merge(target.label(), weight, Long::sum);
                clusters.add(Map.of("name", target.cluster(), "weight", weight));
            }
        }
        route.end();
        if (clusters.isEmpty()) {
            throw Destinations.weightless(route);
        }
        options.put("weighted_clusters", Map.of("clusters", clusters));
        return of(weights, options);
    }

    /** All connections to the Service as it is. */
    static TcpProxy plain(Service service, Catalog catalog, int port) {
        Map<String, Object> options = options(catalog.rule(service.host()), "");
        options.put("cluster", Service.cluster(port, "", service.host()));
        return of(Map.of(service.name(), 1L), options);
    }

    /**
     * What the DestinationRule of the first destination says: bounds of a connection only for the
     * host as a whole, and whether connections of one source stick together.
     */
    private static Map<String, Object> options(Rule rule, String subset) {
        Map<String, Object> options = new LinkedHashMap<>();
        rule.policy().pool().ifPresent(pool -> options.putAll(pool.tcp()));
        if (rule.policyOf(subset).balancing().filter(Balancing::bySource).isPresent()) {
            options.put("hash_policy", List.of(Map.of("source_ip", Map.of())));
        }
        return options;
    }

    private static TcpProxy of(Map<String, Long> weights, Map<String, Object> options) {
        Map<String, Object> proxy = new LinkedHashMap<>();
        proxy.put(
                "@type",
                "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy");
        proxy.put("stat_prefix", "outbound");
        proxy.putAll(options);
        proxy.put("access_log", List.of(LogFormat.connections()));
        return new TcpProxy(
                Split.text(weights),
                Map.of("name", "envoy.filters.network.tcp_proxy", "typed_config", proxy));
    }
}
