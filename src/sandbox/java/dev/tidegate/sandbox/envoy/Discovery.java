package dev.tidegate.sandbox.envoy;

import java.util.Map;

/** Small parts of Envoy's configuration that occur in many places. */
final class Discovery {
    static final String LOOPBACK = "127.0.0.1";

    private Discovery() {}

    /** A source of configuration that is a file, which Envoy watches for being replaced. */
    static Map<String, Object> file(String path) {
        return Map.of("resource_api_version", "V3", "path_config_source", Map.of("path", path));
    }

    /** A port of this machine. */
    static Map<String, Object> address(int port) {
        return Map.of("socket_address", Map.of("address", LOOPBACK, "port_value", port));
    }
}
