package dev.tidegate.sandbox.envoy;

import java.util.Map;

/**
 * A pod that takes requests.
 *
 * @param ports where it listens on the loopback interface, by the Service's port
 */
public record Pod(String namespace, Map<String, String> labels, Map<Integer, Integer> ports) {

    public Pod {
        labels = Map.copyOf(labels);
        ports = Map.copyOf(ports);
    }

    boolean has(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    /** Its value of the label {@code version}; empty text without one. */
    String version() {
        return labels.getOrDefault("version", "");
    }
}
