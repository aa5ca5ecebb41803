package dev.tidegate.adapter.istio;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which objects name a host: what else leads to a canary is found without looking through all
 * routes of the mesh.
 */
final class HostIndex {

    /** Mostly one, or two, for each host: sets that cannot change are the smallest. */
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

    /** One object took the place of the other; a host that both name is never without it. */
    void change(Optional<ApiObject> before, Optional<ApiObject> after) {
        Set<String> named = after.map(this::hosts).orElse(Set.of());
        after.ifPresent(
                now -> named.forEach(h -> keys.merge(h, Set.of(now.key()), HostIndex::both)));
        before.ifPresent(
                was ->
                        hosts(was).stream()
                                .filter(host -> !named.contains(host))
                                .forEach(
                                        host ->
                                                keys.computeIfPresent(
                                                        host,
                                                        (_, all) -> without(was.key(), all))));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(toUnmodifiableSet());
    }

    private static @Nullable Set<String> without(String key, Set<String> all) {
        Set<String> others = all.stream().filter(k -> !k.equals(key)).collect(toUnmodifiableSet());
        return others.isEmpty() ? null : others;
    }

    Set<String> hosts(ApiObject object) {
        return planner.hostsIn(
                new ObservedObject("", object.namespace(), object.name(), object.tree()));
    }
}
