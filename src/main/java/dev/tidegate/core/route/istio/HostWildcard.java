package dev.tidegate.core.route.istio;

import java.util.ArrayList;
import java.util.List;

/** Hosts that begin with {@code *}, as Istio takes them. */
final class HostWildcard {

    private HostWildcard() {}

    /**
     * The host and all wildcards that cover it, the most specific first. A wildcard stands for any
     * beginning, and not for whole labels alone (pkg/config/host/name.go, SubsetOf).
     */
    static List<String> covering(String host) {
        List<String> all = new ArrayList<>(List.of(host));
        for (int from = host.startsWith("*") ? 2 : 0; from <= host.length(); from++) {
            all.add("*" + host.substring(from));
        }
        return all;
    }

    /** Whether {@code host} is the one listed, or below the wildcard that is listed. */
    static boolean covers(String listed, String host) {
        return listed.startsWith("*")
                ? (host.startsWith("*") ? host.substring(1) : host).endsWith(listed.substring(1))
                : listed.equals(host);
    }
}
