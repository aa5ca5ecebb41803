package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.Routing.Found;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the filter chains of a port that carries connections: {@code tcp} and {@code tls} routes.
 * A chain's name holds how it divides them, for the access log. A change of it drains the
 * connections that it has.
 */
final class TcpRoutes {
    private final Catalog catalog;
    private final Proxy proxy;
    private final int port;

    TcpRoutes(Catalog catalog, Proxy proxy, int port) {
        this.catalog = catalog;
        this.proxy = proxy;
        this.port = port;
    }

    /**
     * The chains of one Service.
     *
     * @throws Refused naming what is not translated
     */
    List<Map<String, Object>> of(Service service, Optional<Found> routing, boolean tls) {
        List<Map<String, Object>> chains = new ArrayList<>();
        routing.ifPresent(
                found -> {
                    boolean caught = false;
                    for (Fields route : found.spec().parts(tls ? "tls" : "tcp")) {
                        caught |= add(route, found.namespace(), caught, chains);
                    }
                });
        if (chains.stream().allMatch(chain -> chain.containsKey("filter_chain_match"))) {
            String cluster = Service.cluster(port, "", service.host());
            chains.add(chain(Map.of(service.name(), 1L), Map.of("cluster", cluster), List.of()));
        }
        return chains;
    }

    /** Adds a route's chains; returns whether nothing after it can be reached. */
    private boolean add(
            Fields route, String namespace, boolean caught, List<Map<String, Object>> chains) {
        Map<String, Long> weights = new LinkedHashMap<>();
        Map<String, Object> to = destinations(route, namespace, weights);
        List<Fields> matches = route.parts("match");
        boolean all = matches.isEmpty();
        if (all && !caught) {
            chains.add(chain(weights, to, List.of()));
        }
        for (Fields match : matches) {
            boolean ours = HttpMatch.isFor(match, port, proxy);
            List<String> sni = match.texts("sniHosts");
            match.end();
            if (ours && !caught && !all) {
                chains.add(chain(weights, to, sni));
                all = sni.isEmpty();
            }
        }
        route.end();
        return all;
    }

    private Map<String, Object> destinations(
            Fields route, String namespace, Map<String, Long> weights) {
        List<Fields> parts = route.parts("route");
        List<Map<String, Object>> clusters = new ArrayList<>();
        for (Fields part : parts) {
            long weight = parts.size() == 1 ? 1 : part.number("weight").orElse(0);
            var target = catalog.target(part.part("destination"), namespace, port);
            part.ignoring("weight").end();
            if (weight > 0) {
                weights.merge(target.label(), weight, Long::sum);
                clusters.add(Map.of("name", target.cluster(), "weight", weight));
            }
        }
        return Map.of("weighted_clusters", Map.of("clusters", clusters));
    }

    private static Map<String, Object> chain(
            Map<String, Long> weights, Map<String, Object> to, List<String> sni) {
        Map<String, Object> proxy = new LinkedHashMap<>();
        proxy.put(
                "@type",
                "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy");
        proxy.put("stat_prefix", "outbound");
        proxy.putAll(to);
        proxy.put("access_log", List.of(LogFormat.connections()));
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("name", String.join(",", sni) + "#" + Split.text(weights));
        if (!sni.isEmpty()) {
            chain.put("filter_chain_match", Map.of("server_names", sni));
        }
        chain.put(
                "filters",
                List.of(Map.of("name", "envoy.filters.network.tcp_proxy", "typed_config", proxy)));
        return chain;
    }
}
