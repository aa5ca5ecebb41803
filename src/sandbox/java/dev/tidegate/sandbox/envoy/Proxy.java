package dev.tidegate.sandbox.envoy;

import java.util.Map;

/**
 * The callers' proxy, by what decides which configuration is meant for it.
 *
 * @param namespace of the callers: their DestinationRules come first, and short names are theirs
 * @param labels of the callers' pods, for {@code sourceLabels} and {@code workloadSelector}
 * @param clusterDomain such as {@code cluster.local}
 */
public record Proxy(String namespace, Map<String, String> labels, String clusterDomain) {

    /** A proxy of a cluster with the usual domain, whose pods have no labels. */
    public static Proxy in(String namespace) {
        return new Proxy(namespace, Map.of(), "cluster.local");
    }

    /** Whether a pod with all of {@code wanted} may be a caller. */
    boolean has(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }
}
