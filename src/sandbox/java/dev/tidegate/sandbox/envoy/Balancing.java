package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an endpoint is picked.
 *
 * @param cluster the fields of the cluster that say so
 * @param hashPolicy of the routes that lead there; empty when requests stick to nothing
 */
record Balancing(Map<String, Object> cluster, Optional<Map<String, Object>> hashPolicy) {

    /** Istio's own: of two endpoints at random the one with fewer requests under way. */
    static final Balancing DEFAULT =
            new Balancing(Map.of("lb_policy", "LEAST_REQUEST"), Optional.empty());

    private static final Map<String, Object> SOURCE =
            Map.of("connection_properties", Map.of("source_ip", true));

    /** The caller says where he wants to go: here no connection is redirected from elsewhere. */
    static final String ORIGINAL_DESTINATION = "x-envoy-original-dst-host";

    static Balancing of(Fields balancer) {
        Balancing read =
                balancer.has("consistentHash")
                        ? hashed(balancer.part("consistentHash"))
                        : simple(balancer);
        balancer.end();
        return read;
    }

    private static Balancing simple(Fields balancer) {
        String name = balancer.word("simple").orElse("UNSPECIFIED");
        Map<String, Object> warmup = warmup(balancer);
        return switch (name) {
            case "UNSPECIFIED", "LEAST_REQUEST", "LEAST_CONN" ->
                    simple("LEAST_REQUEST", "least_request_lb_config", warmup);
            case "ROUND_ROBIN" -> simple("ROUND_ROBIN", "round_robin_lb_config", warmup);
            case "RANDOM" -> simple("RANDOM", "", Map.of());
            case "PASSTHROUGH" ->
                    new Balancing(
                            Map.of(
                                    "lb_policy",
                                    "CLUSTER_PROVIDED",
                                    "type",
                                    "ORIGINAL_DST",
                                    "original_dst_lb_config",
                                    Map.of("use_http_header", true)),
                            Optional.empty());
            default ->
                    throw balancer.wrong(
                            "simple",
                            "unknown; use LEAST_REQUEST, ROUND_ROBIN, RANDOM or PASSTHROUGH");
        };
    }

    private static Balancing simple(String policy, String config, Map<String, Object> warmup) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("lb_policy", policy);
        if (!warmup.isEmpty() && !config.isEmpty()) {
            cluster.put(config, Map.of("slow_start_config", warmup));
        }
        return new Balancing(cluster, Optional.empty());
    }

    private static Map<String, Object> warmup(Fields balancer) {
        Map<String, Object> slowStart = new LinkedHashMap<>();
        balancer.duration("warmupDurationSecs")
                .ifPresent(d -> slowStart.put("slow_start_window", d));
        Fields warmup = balancer.part("warmup");
        warmup.duration("duration").ifPresent(d -> slowStart.put("slow_start_window", d));
        warmup.decimal("minimumPercent")
                .ifPresent(n -> slowStart.put("min_weight_percent", Map.of("value", n)));
        warmup.decimal("aggression")
                .ifPresent(
                        n ->
                                slowStart.put(
                                        "aggression",
                                        Map.of("default_value", n, "runtime_key", "none")));
        warmup.end();
        return slowStart;
    }

    /** Of two rings or two keys the second stays unread, and is refused. */
    private static Balancing hashed(Fields hash) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        if (hash.has("maglev")) {
            Fields maglev = hash.part("maglev");
            cluster.put("lb_policy", "MAGLEV");
            maglev.positive("tableSize")
                    .ifPresent(n -> cluster.put("maglev_lb_config", Map.of("table_size", n)));
            maglev.end();
        } else {
            Fields ring = hash.part("ringHash");
            cluster.put("lb_policy", "RING_HASH");
            long least = ring.positive("minimumRingSize").orElse(1024);
            cluster.put("ring_hash_lb_config", Map.of("minimum_ring_size", least));
            ring.end();
        }
        Balancing read = new Balancing(cluster, Optional.of(key(hash)));
        hash.end();
        return read;
    }

    private static Map<String, Object> key(Fields hash) {
        return hash.word("httpHeaderName")
                .<Map<String, Object>>map(name -> Map.of("header", Map.of("header_name", name)))
                .or(
                        () ->
                                hash.word("httpQueryParameterName")
                                        .map(
                                                name ->
                                                        Map.of(
                                                                "query_parameter",
                                                                Map.of("name", name))))
                .or(() -> cookie(hash))
                .or(() -> hash.flag("useSourceIp") ? Optional.of(SOURCE) : Optional.empty())
                .orElseThrow(
                        () ->
                                new Refused(
                                        hash
                                                + " names no key; name httpHeaderName, httpCookie,"
                                                + " httpQueryParameterName or useSourceIp"));
    }

    private static Optional<Map<String, Object>> cookie(Fields hash) {
        if (!hash.has("httpCookie")) {
            return Optional.empty();
        }
        Fields cookie = hash.part("httpCookie");
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", cookie.text("name").orElse(""));
        cookie.duration("ttl").ifPresent(d -> out.put("ttl", d));
        cookie.word("path").ifPresent(p -> out.put("path", p));
        cookie.end();
        return Optional.of(Map.of("cookie", out));
    }

    /** Whether connections stick too: of the keys it is the only one that they have. */
    boolean bySource() {
        return hashPolicy.filter(SOURCE::equals).isPresent();
    }
}
