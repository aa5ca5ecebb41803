package dev.tidegate.sandbox.envoy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The callers' proxy, by what decides which configuration is meant for it.
 *
 * @param namespace of the callers: their DestinationRules come first, and short names are theirs
 * @param labels of the callers' pods, for {@code sourceLabels} and {@code workloadSelector}
 * @param clusterDomain such as {@code cluster.local}
 * @param dials the callers' Service of connections, by its short name: in a cluster each has an
 *     address of its own, and here those that have a port in common share one; empty when none do
 * @param otlp the port of this machine that its access log is sent to; empty when to none
 */
public record Proxy(
        String namespace,
        Map<String, String> labels,
        String clusterDomain,
        Optional<String> dials,
        OptionalInt otlp) {

    /** A proxy of callers whose Services of connections have no port in common. */
    public Proxy(String namespace, Map<String, String> labels, String clusterDomain) {
        this(namespace, labels, clusterDomain, Optional.empty(), OptionalInt.empty());
    }

    /** A proxy of a cluster with the usual domain, whose pods have no labels. */
    public static Proxy in(String namespace) {
        return new Proxy(namespace, Map.of(), "cluster.local");
    }

    /** The same, whose callers mean this Service where several have a port of connections. */
    public Proxy dialling(String service) {
        return new Proxy(namespace, labels, clusterDomain, Optional.of(service), otlp);
    }

    /** The same, which sends its access log to a port of this machine by OTLP. */
    public Proxy logging(int port) {
        return new Proxy(namespace, labels, clusterDomain, dials, OptionalInt.of(port));
    }

    /** Whether a pod with all of {@code wanted} may be a caller. */
    boolean has(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }
}
