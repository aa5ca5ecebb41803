package dev.tidegate.adapter.otlp;

import java.util.Optional;

/**
 * Where Envoy sent a request, as Istio names its clusters: {@code
 * outbound|9080|v2|reviews.bookinfo.svc.cluster.local}. Since Istio 1.25 {@code %UPSTREAM_CLUSTER%}
 * ends in a semicolon, which marks the end of a name in Envoy's statistics.
 *
 * @param subset empty when the route names none
 * @param host full, in lower case as Istio writes it
 */
record UpstreamCluster(String subset, String host) {

    private static final String OUTBOUND = "outbound";
    private static final int PARTS = 4;

    /** Reads a name; empty when no request left this way: inbound, to outside, or none at all. */
    static Optional<UpstreamCluster> parse(String name) {
        String[] parts = name.split("\\|", -1);
        if (parts.length != PARTS || !parts[0].equals(OUTBOUND)) {
            return Optional.empty();
        }
        String host =
                parts[3].endsWith(";") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
        return host.isEmpty() ? Optional.empty() : Optional.of(new UpstreamCluster(parts[2], host));
    }
}
