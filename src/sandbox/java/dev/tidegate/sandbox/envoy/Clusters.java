package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes clusters and their endpoints: for each port of each Service one for all of its pods, and
 * one for each subset of its DestinationRule. A Service that is not there has none, so a route that
 * leads to it answers 503 with the flag NC; a cluster without pods answers 503 with UH.
 */
final class Clusters {

    /** What istiod writes for no limit. */
    private static final long NO_LIMIT = 4_294_967_295L;

    private static final String CONNECT_TIMEOUT = "10s";

    private final List<Pod> pods;
    private final UnaryOperator<String> endpointsFile;
    private final List<Map<String, Object>> clusters = new ArrayList<>();
    private final Map<String, Map<String, Object>> endpoints = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param endpointsFile the file of a cluster's endpoints that Envoy is told to watch
     */
    Clusters(List<Pod> pods, UnaryOperator<String> endpointsFile) {
        this.pods = pods;
        this.endpointsFile = endpointsFile;
    }

    List<Map<String, Object>> clusters() {
        return clusters;
    }

    Map<String, Map<String, Object>> endpoints() {
        return endpoints;
    }

    /** Adds the clusters of one Service. */
    void add(Service service, Rule rule) {
        for (Service.Port port : service.ports()) {
            add(service, port, "", Map.of(), rule.policy());
            rule.subsets()
                    .forEach(
                            (name, subset) ->
                                    add(service, port, name, subset.labels(), subset.policy()));
        }
    }

    private void add(
            Service service,
            Service.Port port,
            String subset,
            Map<String, String> labels,
            TrafficPolicy policy) {
        String name = Service.cluster(port.number(), subset, service.host());
        Balancing balancing = policy.balancing().orElse(Balancing.DEFAULT);
        ConnectionPool pool = policy.pool().orElse(ConnectionPool.NONE);
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("@type", "type.googleapis.com/envoy.config.cluster.v3.Cluster");
        cluster.put("name", name);
        cluster.put("alt_stat_name", statName(name));
        cluster.put("connect_timeout", pool.connectTimeout().orElse(CONNECT_TIMEOUT));
        cluster.put("type", "EDS");
        cluster.put("circuit_breakers", Map.of("thresholds", List.of(thresholds(pool))));
        cluster.put("common_lb_config", Map.of("healthy_panic_threshold", Map.of("value", 0)));
        cluster.putAll(balancing.cluster());
        policy.outliers().ifPresent(o -> cluster.put("outlier_detection", o));
        protocol(port, pool, cluster);
        if (cluster.get("type").equals("EDS")) {
            cluster.put(
                    "eds_cluster_config",
                    Map.of("eds_config", Discovery.file(endpointsFile.apply(name))));
            endpoints.put(name, endpoints(name, service, port, labels));
        }
        clusters.add(cluster);
    }

    /** The cluster's name in Envoy's statistics, and in the name of its file. */
    static String statName(String cluster) {
        return cluster.replaceAll("[|.]", "_");
    }

    private static Map<String, Object> thresholds(ConnectionPool pool) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name :
                List.of("max_connections", "max_pending_requests", "max_requests", "max_retries")) {
            all.put(name, pool.thresholds().getOrDefault(name, NO_LIMIT));
        }
        return all;
    }

    private static void protocol(
            Service.Port port, ConnectionPool pool, Map<String, Object> cluster) {
        if (!port.http()) {
            return;
        }
        boolean http2 = pool.http2() || port.protocol() == Service.Protocol.HTTP2;
        Map<String, Object> options = new LinkedHashMap<>();
        options.put(
                "@type",
                "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions");
        options.put(
                "explicit_http_config",
                Map.of(http2 ? "http2_protocol_options" : "http_protocol_options", Map.of()));
        if (!pool.common().isEmpty()) {
            options.put("common_http_protocol_options", pool.common());
        }
        cluster.put(
                "typed_extension_protocol_options",
                Map.of("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", options));
    }

    private Map<String, Object> endpoints(
            String cluster, Service service, Service.Port port, Map<String, String> labels) {
        List<Object> all = new ArrayList<>();
        for (Pod pod : pods) {
            Integer at = pod.ports().get(port.number());
            if (at != null && service.selects(pod) && pod.has(labels)) {
                all.add(Map.of("endpoint", Map.of("address", Discovery.address(at))));
            }
        }
        return Map.of(
                "@type",
                "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment",
                "cluster_name",
                cluster,
                "endpoints",
                List.of(Map.of("lb_endpoints", all)));
    }
}
