package dev.tidegate.core.route.istio;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The DNS domain of the cluster, by which Istio completes host names: one without a dot is short
 * and belongs to the namespace of the object it stands in (pilot/pkg/model/config.go,
 * ResolveShortnameToFQDN). Whether a name ends in a dot is part of the name: Istio takes the two as
 * different hosts.
 *
 * @param name such as {@code cluster.local}
 */
public record ClusterDomain(String name) {

    /** What a cluster has unless it was given another one. */
    public static final ClusterDomain LOCAL = new ClusterDomain("cluster.local");

    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /**
     * Reads the setting.
     *
     * @param field the setting's name, for the error
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static ClusterDomain parse(String field, String name) {
        if (name.length() > LONGEST || !DOMAIN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no DNS domain; use labels of a-z, 0-9 and '-' with dots between them and none at the end, such as cluster.local"
                            .formatted(field, name));
        }
        return new ClusterDomain(name);
    }

    /**
     * Whether Istio completes the name: the wildcard for all and an IP address are full already.
     */
    static boolean isShort(String host) {
        return !host.isEmpty() && !host.contains(".") && !host.contains(":") && !host.equals("*");
    }

    /**
     * The full name of {@code host} in an object of {@code namespace}; a name with a dot is full
     * already.
     */
    String full(String host, String namespace) {
        String lower = host.toLowerCase(Locale.ROOT);
        return isShort(lower) ? "%s.%s.svc.%s".formatted(lower, namespace, name) : lower;
    }

    @Override
    public String toString() {
        return name;
    }
}
