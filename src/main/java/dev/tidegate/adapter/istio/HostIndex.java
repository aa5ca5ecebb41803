package dev.tidegate.adapter.istio;

import static java.util.Objects.requireNonNullElse;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects name a host: what else leads to a canary is found without looking through all
 * routes of the mesh.
 */
final class HostIndex {

    private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();
    private final RoutePlanner planner;

    HostIndex(RoutePlanner planner) {
        this.planner = planner;
    }

    /** Namespace and name of those that name the host. */
    Set<String> of(String host) {
        return requireNonNullElse(keys.get(host), Set.of());
    }

    /** The same, of every host that a wildcard covers. */
    Set<String> covered(String host) {
        if (!host.startsWith("*")) {
            return of(host);
        }
        Set<String> covered = new HashSet<>();
        keys.forEach(
                (other, all) -> {
                    if (other.endsWith(host.substring(1))) {
                        covered.addAll(all);
                    }
                });
        return covered;
    }

    void add(String key, ApiObject object) {
        for (String host : hosts(object)) {
            keys.compute(
                    host,
                    (h, all) -> {
                        Set<String> named = requireNonNullElse(all, ConcurrentHashMap.newKeySet(2));
                        named.add(key);
                        return named;
                    });
        }
    }

    void remove(String key, ApiObject object) {
        for (String host : hosts(object)) {
            keys.computeIfPresent(host, (h, all) -> all.remove(key) && all.isEmpty() ? null : all);
        }
    }

    Set<String> hosts(ApiObject object) {
        return planner.hostsIn(
                new ObservedObject("", object.namespace(), object.name(), object.tree()));
    }
}
