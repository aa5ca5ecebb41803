package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.RouteMatch;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the routes that a policy names in one VirtualService: {@code http} by name, all others by
 * what they match; with none named, the only route there is. Of several, those count that lead to
 * the service. Never by position, and never one that Tidegate made.
 */
final class RouteFinder {

    static final List<String> PROTOCOLS = List.of("http", "tls", "tcp");

    private final ObservedObject object;
    private final Map<String, Object> spec;
    private final Naming naming;
    private final RouteNames names;
    private final List<Route> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());

    private RouteFinder(ObservedObject object, Map<String, Object> tree, Naming naming) {
        this.object = object;
        this.spec = ManagedNames.of(tree).without(naming, object.namespace());
        this.naming = naming;
        this.names = new RouteNames(object, spec);
    }

    /**
     * What was found.
     *
     * @param problems one for each route that is missing or ambiguous
     */
    record Found(List<Route> routes, List<String> problems) {}

    /** Finds in {@code tree}, which is the object's own or a copy of it. */
    static Found find(
            ObservedObject object, Map<String, Object> tree, VirtualServiceRef ref, Naming naming) {
        RouteFinder finder = new RouteFinder(object, tree, naming);
        ref.http().forEach(finder::http);
        ref.httpMatch().forEach(match -> finder.match("http", match));
        ref.tls().forEach(match -> finder.match("tls", match));
        ref.tcp().forEach(match -> finder.match("tcp", match));
        if (ref.namesNone()) {
            finder.only();
        }
        return new Found(finder.found, finder.problems);
    }

    /** All that a policy names in one object, which may be named several times or not at all. */
    static Found named(
            ObservedObject object, Map<String, Object> tree, Routing routing, Naming naming) {
        List<Route> routes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (VirtualServiceRef ref : routing.virtualServices()) {
            if (ref.namespace().equals(object.namespace()) && ref.name().equals(object.name())) {
                Found found = find(object, tree, ref, naming);
                routes.addAll(found.routes());
                problems.addAll(found.problems());
            }
        }
        return new Found(routes, problems);
    }

    /** All routes that a policy names, as far as they are there. */
    static List<Route> named(Routing routing, ObservedObjects objects, Naming naming) {
        return objects.named(routing)
                .flatMap(o -> named(o, o.tree(), routing, naming).routes().stream())
                .toList();
    }

    /** The routes in {@code tree} that are not among those found. */
    static List<Route> others(
            ObservedObject object, Map<String, Object> tree, Found found, Naming naming) {
        RouteFinder finder = new RouteFinder(object, tree, naming);
        found.routes().forEach(route -> finder.taken.add(route.tree()));
        List<Route> others = new ArrayList<>();
        for (String protocol : PROTOCOLS) {
            for (Map<String, Object> route : finder.routes(protocol)) {
                if (!finder.taken.contains(route)) {
                    others.add(
                            new Route(
                                    object.namespace(),
                                    finder.names.key(protocol, route),
                                    finder.title() + ", " + RouteTitle.of(protocol, route),
                                    route));
                }
            }
        }
        return others;
    }

    private void http(String name) {
        List<Map<String, Object>> named =
                routes("http").stream().filter(r -> Tree.text(r, "name").equals(name)).toList();
        List<Map<String, Object>> meant = leading(named);
        add("http", "http route \"" + name + "\"", meant);
    }

    private void match(String protocol, RouteMatch match) {
        List<Map<String, Object>> having =
                routes(protocol).stream()
                        .filter(r -> !names.chosen(match, List.of(r)).isEmpty())
                        .toList();
        List<Map<String, Object>> meant = names.chosen(match, leading(having));
        String words = "%s route %s".formatted(protocol, MatchTitle.words(match));
        if (having.size() > 1 && meant.size() == 1) {
            take(protocol, meant.getFirst());
        } else {
            add(protocol, words, meant);
        }
    }

    private void only() {
        List<String> protocols = PROTOCOLS.stream().filter(p -> !routes(p).isEmpty()).toList();
        long count = protocols.stream().mapToLong(p -> routes(p).size()).sum();
        if (count == 1) {
            String protocol = protocols.getFirst();
            add(protocol, "its only " + protocol + " route", routes(protocol));
            return;
        }
        List<String> leading =
                protocols.stream().filter(p -> routes(p).stream().anyMatch(this::leads)).toList();
        Map<String, List<Map<String, Object>>> meant = new LinkedHashMap<>();
        (leading.isEmpty() ? protocols : leading).forEach(p -> meant.put(p, leading(routes(p))));
        if (!leading.isEmpty() && meant.values().stream().mapToInt(List::size).sum() == 1) {
            meant.forEach((protocol, routes) -> take(protocol, routes.getFirst()));
            return;
        }
        problems.add(
                "%s has %s, and the policy names none of them; %s"
                        .formatted(title(), RouteTitle.all(spec), names.advice(meant)));
    }

    /** Those of the routes that lead to the service, if there are any. */
    private List<Map<String, Object>> leading(List<Map<String, Object>> routes) {
        List<Map<String, Object>> leading = routes.stream().filter(this::leads).toList();
        return leading.isEmpty() ? routes : leading;
    }

    private boolean leads(Map<String, Object> route) {
        return Tree.maps(route, "route").stream()
                .map(element -> Tree.map(element, "destination"))
                .anyMatch(
                        to ->
                                naming.versionOf(to, object.namespace()).isPresent()
                                        || naming.isWhole(to, object.namespace()));
    }

    /** Takes a route that was told from others. */
    private void take(String protocol, Map<String, Object> route) {
        add(protocol, RouteNames.title(protocol, route), List.of(route));
    }

    private void add(String protocol, String words, List<Map<String, Object>> meant) {
        if (meant.size() == 1) {
            Map<String, Object> route = meant.getFirst();
            if (taken.add(route)) {
                found.add(
                        new Route(
                                object.namespace(),
                                names.key(protocol, route),
                                title() + ", " + words,
                                route));
            }
        } else if (meant.isEmpty()) {
            problems.add(
                    "%s has no %s; it has %s; correct route.virtualServices or add the route"
                            .formatted(title(), words, RouteTitle.all(spec)));
        } else {
            problems.add(
                    "%s is ambiguous: %s has %d of them; %s"
                            .formatted(
                                    words,
                                    title(),
                                    meant.size(),
                                    names.advice(Map.of(protocol, meant))));
        }
    }

    private List<Map<String, Object>> routes(String protocol) {
        return Tree.maps(spec, protocol);
    }

    private String title() {
        return object.title();
    }
}
