package dev.tidegate.core.route;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hosts that an object names, as its own or as a destination's. */
final class NamedHosts {

    private NamedHosts() {}

    /** The full names of all hosts in an object's spec; wildcards as they are. */
    static Set<String> of(ObservedObject object) {
        Set<String> hosts = new HashSet<>();
        collect(object.tree().get("spec"), object.namespace(), hosts);
        return hosts;
    }

    private static void collect(@Nullable Object tree, String namespace, Set<String> hosts) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("host") instanceof String host) {
                hosts.add(Hostname.full(host, namespace));
            }
            map.values().forEach(value -> collect(value, namespace, hosts));
        } else if (tree instanceof List<?> list) {
            list.forEach(element -> collect(element, namespace, hosts));
        }
    }
}
