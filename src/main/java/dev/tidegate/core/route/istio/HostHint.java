package dev.tidegate.core.route.istio;

import java.util.List;
import java.util.regex.Pattern;

/** Why a destination may not be the service's though it looks so. */
final class HostHint {

    private static final Pattern DOMAIN = Pattern.compile("\\.svc\\.([-a-z0-9.]*[a-z0-9])");

    private HostHint() {}

    /**
     * The end of a sentence that says what was looked for; empty when there is nothing to add.
     *
     * @param sought what a destination of the service looks like
     */
    static String of(List<Destination> all, String sought, ClusterDomain domain) {
        if (all.stream().anyMatch(d -> d.host().endsWith("."))) {
            return "; to Istio a host that ends in a dot is another one than that without, so take"
                    + " the dot away";
        }
        return DOMAIN.matcher(all + sought)
                        .results()
                        .anyMatch(found -> !found.group(1).equals(domain.name()))
                ? "; the cluster's domain is taken to be %s: if it is another one, set tidegate.cluster-domain"
                        .formatted(domain)
                : "";
    }
}
