package dev.tidegate.core.route.istio;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.routing.Routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A route that two services would both move: each of their releases would take the weights of the
 * other for a hand edit. Two services that share a VirtualService by different routes have none.
 */
record SharedRoutes(ObservedObjects objects) {

    /** Names the first one for a person; empty when there is none. */
    Optional<String> first(ServiceKey one, Routing routing, ServiceKey other, Routing others) {
        Set<String> theirs =
                routes(other, others).stream()
                        .map(SharedRoutes::identity)
                        .collect(Collectors.toSet());
        return routes(one, routing).stream()
                .filter(route -> theirs.contains(identity(route)))
                .map(Route::title)
                .findFirst();
    }

    private List<Route> routes(ServiceKey service, Routing routing) {
        Naming naming = Namings.of(service, routing.destinations(), objects, Optional.empty());
        return RouteFinder.named(routing, objects, naming);
    }

    /** However a policy names it: object and key. */
    private static String identity(Route route) {
        int end = route.title().indexOf(", ");
        return route.title().substring(0, end) + " " + route.key();
    }
}
