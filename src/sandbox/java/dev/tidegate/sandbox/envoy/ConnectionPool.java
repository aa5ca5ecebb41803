package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A DestinationRule's {@code connectionPool}.
 *
 * @param thresholds of the circuit breaker that differ from none
 * @param common options of its HTTP connections
 * @param tcp options of the proxy of a port that carries connections
 */
record ConnectionPool(
        Map<String, Object> thresholds,
        Map<String, Object> common,
        Map<String, Object> tcp,
        Optional<String> connectTimeout,
        boolean http2) {

    static final ConnectionPool NONE =
            new ConnectionPool(Map.of(), Map.of(), Map.of(), Optional.empty(), false);

    static ConnectionPool of(Fields pool) {
        Fields http = pool.part("http");
        Fields tcp = pool.part("tcp");
        Map<String, Object> thresholds = new LinkedHashMap<>();
        limit(http, "http2MaxRequests", "max_requests", thresholds);
        limit(http, "http1MaxPendingRequests", "max_pending_requests", thresholds);
        limit(http, "maxRetries", "max_retries", thresholds);
        limit(tcp, "maxConnections", "max_connections", thresholds);
        Map<String, Object> common = new LinkedHashMap<>();
        limit(http, "maxRequestsPerConnection", "max_requests_per_connection", common);
        Optional<String> longest = tcp.duration("maxConnectionDuration");
        longest.ifPresent(d -> common.put("max_connection_duration", d));
        Optional<String> idle = tcp.duration("idleTimeout");
        http.duration("idleTimeout").or(() -> idle).ifPresent(d -> common.put("idle_timeout", d));
        Map<String, Object> connections = new LinkedHashMap<>();
        idle.ifPresent(d -> connections.put("idle_timeout", d));
        longest.ifPresent(d -> connections.put("max_downstream_connection_duration", d));
        ConnectionPool read =
                new ConnectionPool(
                        thresholds,
                        common,
                        connections,
                        tcp.duration("connectTimeout"),
                        upgrades(http));
        http.end();
        tcp.end();
        pool.end();
        return read;
    }

    private static boolean upgrades(Fields http) {
        return switch (http.word("h2UpgradePolicy").orElse("DEFAULT")) {
            case "UPGRADE" -> true;
            case "DEFAULT", "DO_NOT_UPGRADE" -> false;
            default ->
                    throw http.wrong(
                            "h2UpgradePolicy", "unknown; use DEFAULT, DO_NOT_UPGRADE or UPGRADE");
        };
    }

    /** 0 is no limit. */
    private static void limit(Fields from, String field, String name, Map<String, Object> out) {
        from.positive(field).ifPresent(n -> out.put(name, n));
    }
}
