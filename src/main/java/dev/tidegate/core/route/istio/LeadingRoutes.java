package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every route that sends requests to the canary's pods, or copies of them, whoever wants it. A
 * subset of another name counts, too, when its labels may select them.
 */
record LeadingRoutes(Release release, Naming naming, ObservedObjects objects) {

    List<String> titles() {
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
        return Stream.of(
                        Destination.of(route, naming).stream()
                                .filter(d -> d.weight() > 0)
                                .map(d -> Tree.map(d.tree(), "destination")),
                        Tree.maps(route.tree(), "mirrors").stream()
                                .map(mirror -> Tree.map(mirror, "destination")),
                        Stream.of(Tree.map(route.tree(), "mirror")))
                .flatMap(each -> each)
                .anyMatch(to -> reaches(to, route.namespace()));
    }

    private boolean reaches(Map<String, Object> to, String namespace) {
        return naming.versionOf(to, namespace).filter(release.canary()::equals).isPresent()
                || (release.routing().destinations() instanceof Subsets mode
                        && isOurs(Tree.text(to, "host"), namespace)
                        && objects.rules().stream()
                                .flatMap(rule -> rule.subsets().stream())
                                .filter(subset -> subset.name().equals(Tree.text(to, "subset")))
                                .anyMatch(s -> s.maySelect(mode.versionLabel(), release.canary())));
    }

    private boolean isOurs(String host, String namespace) {
        Map<String, Object> canarys = Map.of("host", host, "subset", release.canary().name());
        return naming.versionOf(canarys, namespace).isPresent();
    }
}
