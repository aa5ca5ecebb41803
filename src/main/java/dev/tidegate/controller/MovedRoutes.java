package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.RouteIndex;
import dev.tidegate.core.routing.Routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose live releases move which routes. */
interface MovedRoutes {

    /** Every rollout there is, as far as the cluster was read. */
    List<Stored> all();

    /**
     * The other services whose live release moves routes in one of these VirtualServices by the
     * policy that it was started with, whatever has become of that since; by name.
     */
    default Set<ServiceKey> moving(ServiceKey service, Routing routing) {
        RouteIndex routes = new RouteIndex();
        all().stream()
                .map(Stored::rollout)
                .filter(Rollout::live)
                .forEach(r -> routes.change(r.service(), Optional.empty(), routing(r)));
        return routes.beside(service, routing);
    }

    private static Optional<Routing> routing(Rollout live) {
        return Optional.of(live.plan().routing());
    }
}
