package dev.tidegate.core.route;

import dev.tidegate.core.rollout.Routing;
import dev.tidegate.core.rollout.Routing.TlsRef;
import dev.tidegate.core.rollout.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the routes that a policy names in one VirtualService: {@code http} by name, {@code tls} by
 * port and SNI hosts, {@code tcp} by port; with none named, the only route there is. Never by
 * position.
 */
final class RouteFinder {

    private final ObservedObject object;
    private final Map<String, Object> spec;
    private final List<Route> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private RouteFinder(ObservedObject object, Map<String, Object> tree) {
        this.object = object;
        this.spec = Tree.map(tree, "spec");
    }

    /**
     * What was found.
     *
     * @param problems one for each route that is missing or ambiguous
     */
    record Found(List<Route> routes, List<String> problems) {}

    /** Finds in {@code tree}, which is the object's own or a copy of it. */
    static Found find(ObservedObject object, Map<String, Object> tree, VirtualServiceRef ref) {
        RouteFinder finder = new RouteFinder(object, tree);
        ref.http().forEach(finder::http);
        ref.tls().forEach(finder::tls);
        ref.tcp().forEach(finder::tcp);
        if (ref.http().isEmpty() && ref.tls().isEmpty() && ref.tcp().isEmpty()) {
            finder.only();
        }
        return new Found(finder.found, finder.problems);
    }

    /** All that a policy names in one object, which may be named several times or not at all. */
    static Found named(ObservedObject object, Map<String, Object> tree, Routing routing) {
        List<Route> routes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (VirtualServiceRef ref : routing.virtualServices()) {
            if (ref.namespace().equals(object.namespace()) && ref.name().equals(object.name())) {
                Found found = find(object, tree, ref);
                routes.addAll(found.routes());
                problems.addAll(found.problems());
            }
        }
        return new Found(routes, problems);
    }

    /** All routes that a policy names, as far as they are there. */
    static List<Route> named(Routing routing, Objects objects) {
        return objects.named(routing)
                .flatMap(object -> named(object, object.tree(), routing).routes().stream())
                .toList();
    }

    /** The routes in {@code tree} that are not among those found. */
    static List<Route> others(ObservedObject object, Map<String, Object> tree, Found found) {
        RouteFinder finder = new RouteFinder(object, tree);
        Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        found.routes().forEach(route -> taken.add(route.tree()));
        List<Route> others = new ArrayList<>();
        for (String protocol : List.of("http", "tls", "tcp")) {
            for (Map<String, Object> route : finder.routes(protocol)) {
                if (!taken.contains(route)) {
                    String name = Tree.text(route, "name");
                    others.add(
                            new Route(
                                    object.namespace(),
                                    protocol + "/" + (name.isEmpty() ? "*" : name),
                                    finder.title() + ", " + RouteTitle.of(protocol, route),
                                    route));
                }
            }
        }
        return others;
    }

    private void http(String name) {
        List<Map<String, Object>> matching =
                routes("http").stream().filter(r -> Tree.text(r, "name").equals(name)).toList();
        add("http", name, "http route \"" + name + "\"", matching);
    }

    private void tls(TlsRef ref) {
        List<Map<String, Object>> matching =
                routes("tls").stream()
                        .filter(
                                r ->
                                        Tree.maps(r, "match").stream()
                                                .anyMatch(m -> TlsMatch.matches(ref, m)))
                        .toList();
        add("tls", TlsMatch.key(ref), "tls route with " + TlsMatch.words(ref), matching);
    }

    private void tcp(int port) {
        List<Map<String, Object>> matching =
                routes("tcp").stream()
                        .filter(
                                r ->
                                        Tree.maps(r, "match").stream()
                                                .anyMatch(m -> Tree.number(m, "port") == port))
                        .toList();
        add("tcp", String.valueOf(port), "tcp route with port " + port, matching);
    }

    private void only() {
        List<String> protocols =
                List.of("http", "tls", "tcp").stream().filter(p -> !routes(p).isEmpty()).toList();
        int count = protocols.stream().mapToInt(p -> routes(p).size()).sum();
        if (count != 1) {
            problems.add(
                    "%s has %s, and the policy names none of them; %s"
                            .formatted(
                                    title(),
                                    RouteTitle.all(spec),
                                    "name the one to move in route.virtualServices"));
            return;
        }
        String protocol = protocols.getFirst();
        Map<String, Object> route = routes(protocol).getFirst();
        String name = Tree.text(route, "name");
        found.add(
                new Route(
                        object.namespace(),
                        protocol + "/" + (name.isEmpty() ? "*" : name),
                        title() + ", its only " + protocol + " route",
                        route));
    }

    private void add(
            String protocol, String key, String words, List<Map<String, Object>> matching) {
        if (matching.size() == 1) {
            found.add(
                    new Route(
                            object.namespace(),
                            protocol + "/" + key,
                            title() + ", " + words,
                            matching.getFirst()));
        } else if (matching.isEmpty()) {
            problems.add(
                    "%s has no %s; it has %s; correct route.virtualServices or add the route"
                            .formatted(title(), words, RouteTitle.all(spec)));
        } else {
            problems.add(
                    "%s is ambiguous: %s has %d of them; make it one"
                            .formatted(words, title(), matching.size()));
        }
    }

    private List<Map<String, Object>> routes(String protocol) {
        return Tree.maps(spec, protocol);
    }

    private String title() {
        return object.kind() + " " + object.namespace() + "/" + object.name();
    }
}
