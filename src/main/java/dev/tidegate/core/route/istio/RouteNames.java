package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.RouteMatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the routes of a VirtualService can be named: by a person in a policy, and in our annotations,
 * where each route has a key of its own whatever policy names it.
 */
record RouteNames(ObservedObject object, Map<String, Object> spec) {

    /** How many ways a message tells. */
    private static final int TOLD = 5;

    /**
     * By what the route itself is, its name or its match, whatever stands beside it: what is
     * remembered of a route is found again when another one is added.
     */
    String key(String protocol, Map<String, Object> route) {
        String name = Tree.text(route, "name");
        List<Map<String, Object>> matches = RouteMatches.of(route);
        RouteMatch first = RouteMatches.describe(matches.getFirst());
        boolean told =
                name.isEmpty()
                        ? matches.size() == 1 && RouteMatches.complete(matches.getFirst())
                        : isOnly(protocol, name);
        String key = protocol + "/" + (name.isEmpty() ? MatchTitle.key(first) : name);
        return told ? key : "%s+%08x".formatted(key, sorted(matches).toString().hashCode());
    }

    private boolean isOnly(String protocol, String name) {
        return Tree.maps(spec, protocol).stream()
                        .filter(r -> Tree.text(r, "name").equals(name))
                        .count()
                == 1;
    }

    /** For a person. */
    static String title(String protocol, Map<String, Object> route) {
        List<Map<String, Object>> matches = RouteMatches.of(route);
        return Tree.text(route, "name").isEmpty()
                        && matches.size() == 1
                        && RouteMatches.complete(matches.getFirst())
                ? "%s route %s"
                        .formatted(
                                protocol,
                                MatchTitle.words(RouteMatches.describe(matches.getFirst())))
                : RouteTitle.of(protocol, route);
    }

    /** What to do where several are meant, of all of which one has to be named. */
    String advice(Map<String, List<Map<String, Object>>> meant) {
        List<String> ways =
                meant.entrySet().stream()
                        .flatMap(of -> of.getValue().stream().flatMap(r -> way(of.getKey(), r)))
                        .distinct()
                        .limit(TOLD)
                        .toList();
        return ways.isEmpty()
                ? "nothing that a policy can say tells them apart; make them one route with"
                        + " several matches"
                : "name the one to move in route.virtualServices: " + String.join(" or ", ways);
    }

    private Stream<String> way(String protocol, Map<String, Object> route) {
        boolean http = protocol.equals("http");
        String name = Tree.text(route, "name");
        if (!name.isEmpty() && isOnly(protocol, name)) {
            return Stream.of("http: [%s]".formatted(name));
        }
        List<Map<String, Object>> all = Tree.maps(spec, protocol);
        Optional<String> match =
                RouteMatches.of(route).stream()
                        .filter(RouteMatches::complete)
                        .map(RouteMatches::describe)
                        .filter(m -> chosen(m, all).size() == 1)
                        .findFirst()
                        .map(MatchYaml::of)
                        .map(m -> "%s: [%s]".formatted(http ? "httpMatch" : protocol, m));
        return match
                .or(
                        () ->
                                http
                                        ? Optional.of("http: [name], once it has a name of its own")
                                        : Optional.empty())
                .stream();
    }

    /** Of these routes the one that is meant by the match, or all that may be. */
    List<Map<String, Object>> chosen(RouteMatch match, List<Map<String, Object>> among) {
        List<Map<String, Object>> having =
                among.stream()
                        .filter(
                                r ->
                                        RouteMatches.of(r).stream()
                                                .anyMatch(m -> RouteMatches.has(match, m, space())))
                        .toList();
        List<Map<String, Object>> exact =
                having.stream()
                        .filter(
                                r ->
                                        RouteMatches.of(r).stream()
                                                .anyMatch(m -> RouteMatches.is(match, m, space())))
                        .toList();
        return having.size() > 1 && exact.size() == 1 ? exact : having;
    }

    private String space() {
        return object.namespace();
    }

    private static Object sorted(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(String.valueOf(key), sorted(value)));
            return sorted;
        }
        return tree instanceof List<?> list
                ? list.stream().map(RouteNames::sorted).toList()
                : String.valueOf(tree);
    }
}
