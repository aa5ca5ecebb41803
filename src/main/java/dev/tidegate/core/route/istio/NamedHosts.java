package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that an object names, as its own or as a destination's. */
final class NamedHosts {

    private NamedHosts() {}

    /** The full names of all hosts in an object's spec; wildcards as they are. */
    static Set<String> of(ObservedObject object, ClusterDomain domain) {
        Set<String> hosts = new HashSet<>();
        collect(object.tree().get("spec"), hosts);
        return hosts.stream()
                .map(host -> domain.full(host, object.namespace()))
                .collect(Collectors.toSet());
    }

    private static void collect(@Nullable Object tree, Set<String> hosts) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("host") instanceof String host) {
                hosts.add(host);
            }
            map.values().forEach(value -> collect(value, hosts));
        } else if (tree instanceof List<?> list) {
            list.forEach(element -> collect(element, hosts));
        }
    }
}
