package dev.tidegate.adapter.policies;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Services by the VirtualServices that their valid policies name. */
final class RouteIndex {

    private final Map<String, Set<ServiceKey>> services = new ConcurrentHashMap<>();

    /** The others that name one of these VirtualServices, by name: on all replicas the same. */
    Set<ServiceKey> beside(ServiceKey service, Routing routing) {
        Set<ServiceKey> beside = new TreeSet<>();
        names(routing).forEach(name -> beside.addAll(services.getOrDefault(name, Set.of())));
        beside.remove(service);
        return beside;
    }

    /** One policy took the place of the other; what both name is never without it. */
    void change(Optional<KnownPolicy> before, Optional<KnownPolicy> after) {
        Set<String> named = after.map(RouteIndex::names).orElse(Set.of());
        after.ifPresent(now -> named.forEach(name -> add(name, now.service())));
        before.ifPresent(
                was ->
                        names(was).stream()
                                .filter(name -> !named.contains(name))
                                .forEach(name -> remove(name, was.service())));
    }

    private void add(String name, ServiceKey service) {
        services.compute(
                name,
                (_, named) -> {
                    Set<ServiceKey> all = named == null ? ConcurrentHashMap.newKeySet() : named;
                    all.add(service);
                    return all;
                });
    }

    private void remove(String name, ServiceKey service) {
        services.computeIfPresent(
                name,
                (_, named) -> {
                    named.remove(service);
                    return named.isEmpty() ? null : named;
                });
    }

    private static Set<String> names(KnownPolicy policy) {
        return policy.plan().stream()
                .flatMap(plan -> names(plan.routing()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(Routing routing) {
        return routing.virtualServices().stream().map(ref -> ref.namespace() + "/" + ref.name());
    }
}
