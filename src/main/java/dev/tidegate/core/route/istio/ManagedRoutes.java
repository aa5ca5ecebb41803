package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.Mirror;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.Segment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The routes that Tidegate makes in one VirtualService for the segments of a release: directly
 * before each route that the policy names, so that every route of the user's that stands before it
 * still comes first. Each is a copy of that route with all its settings, but for its name, its
 * match and its destinations.
 */
final class ManagedRoutes {

    private final String owner;
    private final Naming naming;
    private final String namespace;
    private final Map<String, Object> tree;
    private final ManagedNames names;
    private final List<String> problems = new ArrayList<>();

    /**
     * In an object's own tree or a copy of it.
     *
     * @param owner the service, as its fences in the object name it
     * @param tree may be changed by {@link #write}
     */
    ManagedRoutes(ObservedObject object, Map<String, Object> tree, Naming naming, String owner) {
        this.owner = owner;
        this.naming = naming;
        this.namespace = object.namespace();
        this.tree = tree;
        this.names = ManagedNames.of(tree);
    }

    /** Those of the service that are there. */
    List<Map<String, Object>> all() {
        return Tree.maps(Tree.map(tree, "spec"), "http").stream().filter(this::isOurs).toList();
    }

    /**
     * The routes in their order: of its own what the release decides, of the user's all of it. What
     * a user has changed in a route since is in its copies with the next write.
     */
    List<Object> order(Goal goal) {
        List<Object> order = new ArrayList<>();
        for (Map<String, Object> route : Tree.maps(Tree.map(tree, "spec"), "http")) {
            if (isOurs(route)) {
                List<Object> to = new ArrayList<>();
                Destination.of(new Route(namespace, "", "", route), naming)
                        .forEach(
                                d ->
                                        to.add(
                                                List.of(
                                                        Tree.map(d.tree(), "destination"),
                                                        d.weight(),
                                                        CookieHeader.in(d.tree()).orElse(""),
                                                        hides(d.tree(), goal))));
                order.add(
                        List.of(
                                Tree.text(route, "name"),
                                Tree.list(route, "match"),
                                to,
                                hides(route, goal),
                                mirrors(route, goal)));
            } else {
                order.add(route);
            }
        }
        return order;
    }

    /** Whether the step's cookies do not reach the client. */
    private static boolean hides(Map<String, Object> settings, Goal goal) {
        return !goal.traffic().cookies().isEmpty()
                && (CookieHeader.isSet(settings) || CookieHeader.isRemoved(settings));
    }

    /** Those of the step; the user's are a matter of the next write. */
    private List<Object> mirrors(Map<String, Object> route, Goal goal) {
        Route it = new Route(namespace, "", "", route);
        return goal.traffic().mirrors().stream()
                .<Object>map(mirror -> RouteMirrors.first(it, mirror.to(), naming))
                .toList();
    }

    private boolean isOurs(Map<String, Object> route) {
        return names.isOf(owner, route, naming, namespace);
    }

    /**
     * Makes those that the goal's segments ask for, in place of all that were there.
     *
     * @param routes those that the policy names in the object, each as it is to be
     * @return where a segment cannot be written, each a sentence
     */
    List<String> write(List<Route> routes, Goal goal) {
        List<Object> http = new ArrayList<>();
        List<String> written = new ArrayList<>();
        IdentityHashMap<Object, Route> byTree = new IdentityHashMap<>();
        routes.forEach(route -> byTree.put(route.tree(), route));
        for (Object each : Tree.list(Tree.map(tree, "spec"), "http")) {
            Map<String, Object> route = Tree.map(each);
            if (isOurs(route)) {
                continue;
            }
            Route named = byTree.get(route);
            if (named != null) {
                for (Map<String, Object> made : before(named, goal)) {
                    http.add(made);
                    written.add(Tree.text(made, "name"));
                }
            }
            http.add(each);
        }
        if (!http.equals(Tree.list(Tree.map(tree, "spec"), "http"))) {
            Tree.map(tree, "spec").put("http", http);
        }
        names.put(owner, written);
        return problems;
    }

    private List<Map<String, Object>> before(Route route, Goal goal) {
        List<Destination> ours =
                Destination.of(route, naming).stream()
                        .filter(d -> d.version().isPresent())
                        .toList();
        List<Map<String, Object>> made = new ArrayList<>();
        if (ours.isEmpty()) {
            return made;
        }
        int number = 0;
        for (Segment segment : goal.traffic().segments()) {
            number++;
            List<Object> matches = matches(route, segment);
            if (!matches.isEmpty()) {
                Map<String, Object> copy = new LinkedHashMap<>();
                copy.put("name", ManagedName.of(number, route));
                copy.put("match", matches);
                copy.putAll(Tree.copy(route.tree()));
                copy.put("name", ManagedName.of(number, route));
                copy.put("match", matches);
                copy.put(
                        "route",
                        new SegmentDestinations(segment, goal.renewed(), naming, namespace)
                                .like(ours));
                RouteMirrors.leaveOut(copy, mirrored(segment, goal), naming, namespace);
                made.add(copy);
            }
        }
        return made;
    }

    /** Versions that get the requests themselves, and so no copies of them. */
    private static Set<Version> mirrored(Segment segment, Goal goal) {
        Set<Version> versions = new HashSet<>(segment.carriers());
        versions.retainAll(goal.traffic().mirrors().stream().map(Mirror::to).toList());
        return versions;
    }

    /** Each pair of a match of the route and an item of the segment that some request is in. */
    private List<Object> matches(Route route, Segment segment) {
        List<Map<String, Object>> own = Tree.maps(route.tree(), "match");
        List<Object> pairs = new ArrayList<>();
        for (Map<String, Object> match : own.isEmpty() ? List.of(Map.<String, Object>of()) : own) {
            for (RequestMatch item : segment.any()) {
                MatchPair pair = MatchPair.of(match, item, namespace);
                pair.tree().ifPresent(pairs::add);
                pair.clash().ifPresent(what -> problems.add(clash(route, what)));
            }
        }
        return pairs;
    }

    private static String clash(Route route, String what) {
        return "%s matches %s, and so does a step in another way; Istio takes one condition for it, and these two cannot be written as one; take it out of steps, or give these requests a route of their own"
                .formatted(route.title(), what);
    }
}
