package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The access log that Envoy sends by OTLP, as istiod writes it of a provider {@code envoyOtelAls}
 * with the labels of {@code src/docs/sources-envoy.md}.
 */
final class OtlpLog {

    private static final String CLUSTER = "otlp";

    /** The raw name of the cluster, since the sandbox names statistics otherwise than Istio. */
    private static final Map<String, String> LABELS =
            Map.of(
                    "upstream_cluster", "%UPSTREAM_CLUSTER_RAW%",
                    "route_name", "%ROUTE_NAME%",
                    "response_code", "%RESPONSE_CODE%",
                    "response_flags", "%RESPONSE_FLAGS%",
                    "duration", "%DURATION%",
                    "authority", "%REQ(:AUTHORITY)%",
                    "pod", "%HOSTNAME%");

    private OtlpLog() {}

    /** Where the receiver listens on this machine. */
    static Map<String, Object> cluster(int port) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("@type", "type.googleapis.com/envoy.config.cluster.v3.Cluster");
        cluster.put("name", CLUSTER);
        cluster.put("type", "STATIC");
        cluster.put("connect_timeout", "1s");
        cluster.put(
                "typed_extension_protocol_options",
                Map.of(
                        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                        Map.of(
                                "@type",
                                "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                                "explicit_http_config",
                                Map.of("http2_protocol_options", Map.of()))));
        cluster.put(
                "load_assignment",
                Map.of(
                        "cluster_name",
                        CLUSTER,
                        "endpoints",
                        List.of(
                                Map.of(
                                        "lb_endpoints",
                                        List.of(
                                                Map.of(
                                                        "endpoint",
                                                        Map.of(
                                                                "address",
                                                                Discovery.address(port))))))));
        return cluster;
    }

    /** The log, of requests and of connections. */
    static Map<String, Object> log() {
        Map<String, Object> common = new LinkedHashMap<>();
        common.put("log_name", "otel_envoy_accesslog");
        common.put("transport_api_version", "V3");
        common.put("grpc_service", Map.of("envoy_grpc", Map.of("cluster_name", CLUSTER)));
        List<Object> labels =
                LABELS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .<Object>map(
                                label ->
                                        Map.of(
                                                "key",
                                                label.getKey(),
                                                "value",
                                                Map.of("string_value", label.getValue())))
                        .toList();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "@type",
                "type.googleapis.com/envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig");
        config.put("common_config", common);
        config.put("disable_builtin_labels", true);
        config.put("body", Map.of("string_value", "%PROTOCOL%"));
        config.put("attributes", Map.of("values", labels));
        return Map.of("name", "envoy.access_loggers.open_telemetry", "typed_config", config);
    }
}
