package dev.tidegate.core.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Host names as Istio resolves them: one without a dot is short and belongs to the namespace of the
 * object it stands in.
 */
final class Hostname {

    private static final String SUFFIX = ".svc.cluster.local";

    private Hostname() {}

    static boolean isShort(String host) {
        return !host.isEmpty() && !host.contains(".") && !host.startsWith("*");
    }

    /**
     * The full name of {@code host} in an object of {@code namespace}; a name with a dot is full
     * already.
     */
    static String full(String host, String namespace) {
        String lower = host.toLowerCase(Locale.ROOT);
        return isShort(lower) ? lower + "." + namespace + SUFFIX : lower;
    }

    /** The host and all wildcards that cover it, the most specific first. */
    static List<String> covering(String host) {
        List<String> all = new ArrayList<>(List.of(host));
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            all.add("*" + host.substring(dot));
        }
        all.add("*");
        return all;
    }
}
