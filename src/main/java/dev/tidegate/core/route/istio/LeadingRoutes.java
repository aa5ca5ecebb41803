package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;

import java.util.List;

/** Every route that sends requests to the canary, or copies of them, whoever wants it. */
record LeadingRoutes(Release release, Naming naming) {

    List<String> titles(ObservedObjects objects) {
        return objects.of(ObservedObjects.VIRTUAL_SERVICE).stream()
                .flatMap(object -> routes(object).stream())
                .filter(this::leads)
                .map(Route::title)
                .toList();
    }

    private List<Route> routes(ObservedObject object) {
        RouteFinder.Found named =
                RouteFinder.named(object, object.tree(), release.routing(), naming);
        return Planning.both(
                named.routes(), RouteFinder.others(object, object.tree(), named, naming));
    }

    private boolean leads(Route route) {
        return Destination.of(route, naming).stream()
                        .anyMatch(d -> d.is(release.canary()) && d.weight() > 0)
                || new PriorMirrors(release, naming).leads(route);
    }
}
