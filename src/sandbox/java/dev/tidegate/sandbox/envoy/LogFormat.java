package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Envoy writes into the access log of each request and each connection: a line of JSON. */
final class LogFormat {
    /** Where Envoy writes: a file that is read as it grows. */
    static final String PATH = "/dev/stdout";

    private LogFormat() {}

    /** The logs of requests: the sandbox's own, and the one that the proxy sends. */
    static List<Map<String, Object>> requests(Proxy proxy) {
        return proxy.otlp().isPresent() ? List.of(requests(), OtlpLog.log()) : List.of(requests());
    }

    private static Map<String, Object> requests() {
        Map<String, Object> fields = common();
        fields.put("status", "%RESPONSE_CODE%");
        fields.put("route", "%ROUTE_NAME%");
        fields.put("split", "%METADATA(ROUTE:" + Split.METADATA + ":" + Split.KEY + ")%");
        return log(fields);
    }

    static Map<String, Object> connections() {
        Map<String, Object> fields = common();
        fields.put("status", "0");
        fields.put("route", "%FILTER_CHAIN_NAME%");
        return log(fields);
    }

    private static Map<String, Object> common() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("start", "%START_TIME(%s.%6f)%");
        fields.put("flags", "%RESPONSE_FLAGS%");
        fields.put("cluster", "%UPSTREAM_CLUSTER_RAW%");
        fields.put("host", "%UPSTREAM_HOST%");
        return fields;
    }

    private static Map<String, Object> log(Map<String, Object> fields) {
        return Map.of(
                "name",
                "envoy.access_loggers.file",
                "typed_config",
                Map.of(
                        "@type",
                        "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
                        "path",
                        PATH,
                        "log_format",
                        Map.of("json_format", fields)));
    }
}
