package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Ledger;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Mirrors of the user's own to the canary. They are remembered when a release begins, by the titles
 * of their routes, so that its way back takes none of them away.
 */
record PriorMirrors(Release release, Naming naming) {

    /** Tells them from routes that lead to the canary themselves. */
    private static final String PREFIX = "mirrors of ";

    /** Stands for more of them than are remembered. */
    private static final String MORE = PREFIX + "*";

    private static final int REMEMBERED = 100;

    /** Whether the route had any when the release began. */
    boolean has(Route route) {
        return release.known().prior().filter(prior -> has(prior.routes(), route)).isPresent();
    }

    private static boolean has(List<String> remembered, Route route) {
        List<String> titles =
                remembered.stream()
                        .filter(title -> title.startsWith(PREFIX))
                        .map(title -> title.substring(PREFIX.length()))
                        .toList();
        return remembered.contains(MORE) || RouteTitle.knows(titles, route);
    }

    /** Whether some of the route's requests are copied to the canary, whoever wants it. */
    boolean leads(Route route) {
        return count(route) > 0;
    }

    /** What is to be remembered of all there are, while the release has written nothing yet. */
    List<String> titles(ObservedObjects objects) {
        List<String> titles = new ArrayList<>();
        for (ObservedObject object : objects.of(ObservedObjects.VIRTUAL_SERVICE)) {
            // an earlier release may have left one, and it is in the ledger
            Ledger ours = new Ledger(Annotations.MIRRORS, object.tree());
            all(object, object.tree()).stream()
                    .filter(
                            route ->
                                    count(route)
                                            > (ours.of(route).contains(release.canary()) ? 1 : 0))
                    .forEach(route -> titles.add(PREFIX + route.title()));
        }
        return titles.size() > REMEMBERED ? List.of(MORE) : List.copyOf(titles);
    }

    /** Routes of {@code tree} that have come to mirror to the canary since the release began. */
    List<Route> news(ObservedObject object, Map<String, Object> tree) {
        return all(object, tree).stream().filter(r -> leads(r) && !has(r)).toList();
    }

    private List<Route> all(ObservedObject object, Map<String, Object> tree) {
        RouteFinder.Found named = RouteFinder.named(object, tree, release.routing(), naming);
        return Planning.both(named.routes(), RouteFinder.others(object, tree, named, naming));
    }

    private long count(Route route) {
        return Stream.concat(
                        Tree.maps(route.tree(), "mirrors").stream()
                                .map(mirror -> Tree.map(mirror, "destination")),
                        Stream.of(Tree.map(route.tree(), "mirror")))
                .filter(
                        to ->
                                naming.versionOf(to, route.namespace())
                                        .filter(release.canary()::equals)
                                        .isPresent())
                .count();
    }
}
