package dev.tidegate.core.routing;

import dev.tidegate.core.event.ServiceKey;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Services by the VirtualServices that they name: in their policies, or in live releases. */
public final class RouteIndex {

    private final Map<String, Set<ServiceKey>> services = new ConcurrentHashMap<>();

    /** The others that name one of these VirtualServices, by name: on all replicas the same. */
    public Set<ServiceKey> beside(ServiceKey service, Routing routing) {
        Set<ServiceKey> beside = new TreeSet<>();
        names(routing).forEach(name -> beside.addAll(services.getOrDefault(name, Set.of())));
        beside.remove(service);
        return beside;
    }

    /**
     * The service names these and no longer those; what both name is never without it. Of one
     * service one thread at a time may say so.
     */
    public void change(ServiceKey service, Optional<Routing> before, Optional<Routing> after) {
        if (before.equals(after)) {
            return;
        }
        Set<String> named = after.stream().flatMap(RouteIndex::names).collect(Collectors.toSet());
        named.forEach(name -> add(name, service));
        before.stream()
                .flatMap(RouteIndex::names)
                .filter(name -> !named.contains(name))
                .forEach(name -> remove(name, service));
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

    private static Stream<String> names(Routing routing) {
        return routing.virtualServices().stream().map(ref -> ref.namespace() + "/" + ref.name());
    }
}
