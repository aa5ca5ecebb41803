package dev.tidegate.adapter.rollouts;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.RouteIndex;
import dev.tidegate.core.routing.Routing;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What is known of the rollouts, from the watch and from own writes: the newest version wins. */
final class RolloutCache {

    private final Map<ServiceKey, Map<Integer, Stored>> services = new ConcurrentHashMap<>();

    private final RouteIndex routes = new RouteIndex();

    /** Takes {@code stored} when it is newer than what is known. */
    boolean put(Stored stored) {
        boolean[] taken = {false};
        services.compute(
                stored.rollout().service(),
                (key, known) -> {
                    Stored old = known == null ? null : known.get(stored.number());
                    taken[0] =
                            old == null
                                    || ApiObject.newer(
                                            stored.resourceVersion(), old.resourceVersion());
                    return taken[0] ? indexed(key, known, with(known, stored)) : known;
                });
        return taken[0];
    }

    void remove(ServiceKey service, int number) {
        services.computeIfPresent(
                service,
                (key, known) -> {
                    Map<Integer, Stored> rest = copy(known);
                    rest.remove(number);
                    indexed(key, known, rest);
                    return rest.isEmpty() ? null : rest;
                });
    }

    /** The other services whose live release moves routes in one of these VirtualServices. */
    Set<ServiceKey> moving(ServiceKey service, Routing routing) {
        return routes.beside(service, routing);
    }

    private Map<Integer, Stored> indexed(
            ServiceKey service, @Nullable Map<Integer, Stored> before, Map<Integer, Stored> after) {
        routes.change(service, moved(before == null ? Map.of() : before), moved(after));
        return after;
    }

    private static Optional<Routing> moved(Map<Integer, Stored> known) {
        return known.values().stream()
                .findFirst()
                .map(Stored::rollout)
                .filter(Rollout::live)
                .map(rollout -> rollout.plan().routing());
    }

    /** The newest first. */
    List<Stored> of(ServiceKey service) {
        return List.copyOf(services.getOrDefault(service, Map.of()).values());
    }

    void forEach(Consumer<Stored> each) {
        services.values().forEach(known -> known.values().forEach(each));
    }

    private static Map<Integer, Stored> with(@Nullable Map<Integer, Stored> known, Stored stored) {
        Map<Integer, Stored> next = copy(known == null ? Map.of() : known);
        next.put(stored.number(), stored);
        return next;
    }

    private static Map<Integer, Stored> copy(Map<Integer, Stored> known) {
        Map<Integer, Stored> copy = new TreeMap<>(Collections.reverseOrder());
        copy.putAll(known);
        return copy;
    }
}
