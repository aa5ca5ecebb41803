package dev.tidegate.core.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host that is a Service of the cluster: {@code reviews}, {@code reviews.bookinfo}, {@code
 * reviews.bookinfo.svc} or that with the cluster's domain, whatever it is called.
 */
public record ServiceHost(String namespace, String name) {

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
        return labels.size() == 2 || labels.get(2).equals("svc")
                ? Optional.of(new ServiceHost(labels.get(1), labels.get(0)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Service %s/%s".formatted(namespace, name);
    }
}
