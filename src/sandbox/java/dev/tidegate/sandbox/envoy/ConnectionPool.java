package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A DestinationRule's {@code connectionPool}.
 *
 * @param thresholds of the circuit breaker that differ from none
 * @param common options of its HTTP connections
 */
record ConnectionPool(
        Map<String, Object> thresholds,
        Map<String, Object> common,
        Optional<String> connectTimeout,
        boolean http2) {

    static final ConnectionPool NONE =
            new ConnectionPool(Map.of(), Map.of(), Optional.empty(), false);

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
        tcp.duration("maxConnectionDuration")
                .ifPresent(d -> common.put("max_connection_duration", d));
        http.duration("idleTimeout")
                .or(() -> tcp.duration("idleTimeout"))
                .ifPresent(d -> common.put("idle_timeout", d));
        String upgrade = http.text("h2UpgradePolicy").orElse("DEFAULT");
        ConnectionPool read =
                new ConnectionPool(
                        thresholds,
                        common,
                        tcp.duration("connectTimeout"),
                        upgrade.equals("UPGRADE"));
        http.end();
        tcp.ignoring("idleTimeout").end();
        pool.end();
        return read;
    }

    /** 0 is no limit. */
    private static void limit(Fields from, String field, String name, Map<String, Object> out) {
        from.number(field).ifPresent(n -> putIfPositive(name, n, out));
    }

    private static void putIfPositive(String name, long n, Map<String, Object> out) {
        if (n > 0) {
            out.put(name, n);
        }
    }
}
