package dev.tidegate.core.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host that is a Service of the cluster: {@code reviews}, {@code reviews.bookinfo}, {@code
 * reviews.bookinfo.svc} or that with the cluster's domain, whatever it is called. That of a set of
 * clusters is no cluster's own (KEP-1645, Multi-Cluster Services API).
 */
public record ServiceHost(String namespace, String name) {

    private static final String SET = ".svc.clusterset.local";

    /**
     * The Service of a host; empty when it is none of the cluster's.
     *
     * @param namespace of the object the host stands in, to which a short one belongs
     */
    public static Optional<ServiceHost> of(String host, String namespace) {
        String lower = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        List<String> labels = List.of(lower.split("\\.", -1));
        if (lower.isEmpty() || lower.contains("*") || labels.contains("")) {
            return Optional.empty();
        }
        if (labels.size() == 1) {
            return Optional.of(new ServiceHost(namespace, lower));
        }
        return labels.size() == 2 || (labels.get(2).equals("svc") && !lower.endsWith(SET))
                ? Optional.of(new ServiceHost(labels.get(1), labels.get(0)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Service %s/%s".formatted(namespace, name);
    }
}
