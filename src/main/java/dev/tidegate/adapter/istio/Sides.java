package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.core.route.istio.Surroundings;
import dev.tidegate.core.routing.Routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands around the routes, watched. */
final class Sides implements AutoCloseable {

    private final RoutePlanner planner;
    private final List<SideCache> caches;

    Sides(Cluster cluster, RoutePlanner planner, IstioRouteGateway.Listener changed) {
        this.planner = planner;
        caches =
                Stream.of(SideKind.values())
                        .map(kind -> new SideCache(cluster, kind, changed))
                        .toList();
    }

    /** Why what stands around cannot be relied on; empty when it was read. */
    Optional<String> unread() {
        return caches.stream().flatMap(c -> c.unread().stream()).findFirst();
    }

    /** Why the rollout's canary may get no traffic, given the routes that its plan names. */
    List<String> barred(Rollout rollout, List<ObservedObject> routes) {
        ServiceKey service = rollout.service();
        Routing routing = rollout.plan().routing();
        Version canary = rollout.canary();
        return planner.barred(service, routing, canary, around(service, routing, canary, routes));
    }

    /** Why nobody can be reached at the version's host; empty when somebody can. */
    Optional<String> unreached(
            ServiceKey service, Routing routing, Version version, List<ObservedObject> routes) {
        return planner.unreached(
                service, routing, version, around(service, routing, version, routes));
    }

    private Surroundings around(
            ServiceKey service, Routing routing, Version version, List<ObservedObject> routes) {
        List<ObservedObject> all = new ArrayList<>(routes);
        for (ObservedObject wanted : planner.around(service, routing, version, routes)) {
            caches.stream()
                    .filter(cache -> cache.isOf(wanted))
                    .flatMap(cache -> cache.find(wanted))
                    .forEach(all::add);
        }
        return new Surroundings(all, true);
    }

    /** What is wrong with a watch, from memory. */
    Optional<String> trouble() {
        return caches.stream().flatMap(c -> c.trouble().stream()).findFirst();
    }

    @Override
    public void close() {
        caches.forEach(SideCache::close);
    }
}
