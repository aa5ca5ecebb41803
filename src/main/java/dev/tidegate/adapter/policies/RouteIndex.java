package dev.tidegate.adapter.policies;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Services by the VirtualServices that their valid policies name. */
final class RouteIndex {

    private final Map<String, Set<ServiceKey>> services = new ConcurrentHashMap<>();

    /** The others that name one of these VirtualServices. */
    Set<ServiceKey> beside(ServiceKey service, Routing routing) {
        Set<ServiceKey> beside = new LinkedHashSet<>();
        names(routing).forEach(name -> beside.addAll(services.getOrDefault(name, Set.of())));
        beside.remove(service);
        return beside;
    }

    void add(KnownPolicy policy) {
        names(policy)
                .forEach(
                        name ->
                                services.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet())
                                        .add(policy.service()));
    }

    void remove(KnownPolicy policy) {
        names(policy)
                .forEach(
                        name ->
                                services.computeIfPresent(
                                        name,
                                        (_, named) -> {
                                            named.remove(policy.service());
                                            return named.isEmpty() ? null : named;
                                        }));
    }

    private static Stream<String> names(KnownPolicy policy) {
        return policy.plan().stream().flatMap(plan -> names(plan.routing()));
    }

    private static Stream<String> names(Routing routing) {
        return routing.virtualServices().stream().map(ref -> ref.namespace() + "/" + ref.name());
    }
}
