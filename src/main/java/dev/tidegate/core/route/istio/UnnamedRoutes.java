package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Routes that lead to the canary though the policy does not name them: a named one that was
 * renamed, moved, split or made a delegate's since, or somebody's own.
 */
final class UnnamedRoutes {

    /** Stands for more of the user's own routes than are remembered. */
    private static final String MORE = "*";

    private static final int REMEMBERED = 100;

    private static final Map<String, Object> EVERYTHING = Map.of("uri", Map.of("prefix", "/"));

    private final Release release;
    private final Routing routing;
    private final Naming naming;

    UnnamedRoutes(Release release, Naming naming) {
        this.release = release;
        this.routing = release.routing();
        this.naming = naming;
    }

    /** Of one object those of {@code tree}, which is its own or a copy of it. */
    List<Route> in(ObservedObject object, Map<String, Object> tree) {
        RouteFinder.Found named = RouteFinder.named(object, tree, routing, naming);
        return RouteFinder.others(object, tree, named, naming).stream()
                .filter(this::leads)
                .filter(route -> !routing.namesHosts() || concerns(object, route))
                .toList();
    }

    /**
     * Whether a route to a host that the policy names is of the release. That host is a service
     * with routes of its own, which are its owner's concern; one that leads to another version of
     * the policy too divides what the release divides.
     */
    private boolean concerns(ObservedObject object, Route route) {
        return routing.virtualServices().stream()
                        .anyMatch(
                                ref ->
                                        ref.namespace().equals(object.namespace())
                                                && ref.name().equals(object.name()))
                || Destination.of(route, naming).stream()
                        .flatMap(d -> d.version().stream())
                        .anyMatch(version -> !version.equals(release.canary()));
    }

    private boolean leads(Route route) {
        return Destination.of(route, naming).stream()
                .anyMatch(d -> d.is(release.canary()) && d.weight() > 0);
    }

    /** Whether the route divides traffic between the canary and what is to get it back. */
    boolean divides(Route route, Goal goal) {
        List<Destination> all = Destination.of(route, naming);
        return goal.carriers().stream().allMatch(v -> all.stream().anyMatch(d -> d.is(v)));
    }

    /** Names of all there are, to be remembered while the canary gets nothing yet. */
    List<String> titles(ObservedObjects objects) {
        List<String> titles = new ArrayList<>();
        for (ObservedObject object : objects.of(ObservedObjects.VIRTUAL_SERVICE)) {
            in(object, object.tree()).forEach(route -> titles.add(route.title()));
        }
        return titles.size() > REMEMBERED ? List.of(MORE) : List.copyOf(titles);
    }

    /** Those that have come since the release began, and so are its concern. */
    List<Route> news(
            ObservedObject object, Map<String, Object> tree, ObservedObjects objects, Goal goal) {
        List<Route> all = in(object, tree);
        if (all.isEmpty()) {
            return all;
        }
        return release.known()
                .prior()
                .map(prior -> news(object, all, prior.routes(), goal))
                .orElseGet(() -> moved(object, objects) ? all : List.of());
    }

    /**
     * A route without a name is known by its match. So one that somebody edited looks like a new
     * one, while a known one is gone: it is the user's own still, as long as no more are new than
     * are gone and no named route is lost. But one that takes every request now, or divides the
     * traffic as the release does, is new all the same: {@code prefix: /} beside {@code v1 95, v2
     * 5} is no edit of a tester's route.
     */
    private List<Route> news(
            ObservedObject object, List<Route> all, List<String> known, Goal goal) {
        if (known.contains(MORE)) {
            return List.of();
        }
        List<Route> news = all.stream().filter(r -> !RouteTitle.knows(known, r)).toList();
        long gone =
                known.stream().filter(title -> title.startsWith(object.title() + ", ")).count()
                        - (all.size() - news.size());
        boolean edited = news.size() <= gone && !lacks(object);
        return edited
                ? news.stream().filter(r -> takesEverything(r) || divides(r, goal)).toList()
                : news;
    }

    private static boolean takesEverything(Route route) {
        List<?> match = Tree.list(route.tree(), "match");
        return match.isEmpty() || match.contains(EVERYTHING);
    }

    /**
     * What is known of a rollout that remembers nothing: the route may be a named one that is
     * missing, or a copy of one.
     */
    private boolean moved(ObservedObject object, ObservedObjects objects) {
        Fence fence = Fence.of(release, object.namespace());
        return Fence.in(object.tree()).stream().anyMatch(fence::ours) || missing(objects);
    }

    private boolean missing(ObservedObjects objects) {
        return objects.named(routing).count() < routing.virtualServices().size()
                || objects.named(routing).anyMatch(this::lacks);
    }

    /** Whether the object has lost a route that the policy names in it. */
    boolean lacks(ObservedObject object) {
        return !RouteFinder.named(object, object.tree(), routing, naming).problems().isEmpty();
    }
}
