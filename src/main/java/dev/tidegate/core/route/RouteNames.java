package dev.tidegate.core.route;

import dev.tidegate.core.rollout.Routing.RouteMatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the routes of a VirtualService can be named: by a person in a policy, and in our annotations,
 * where each route has a key of its own whatever policy names it.
 */
record RouteNames(ObservedObject object, Map<String, Object> spec) {

    /** How many ways a message tells. */
    private static final int TOLD = 5;

    /** By what the route itself is. */
    static String key(String protocol, Map<String, Object> route) {
        String name = Tree.text(route, "name");
        if (!name.isEmpty()) {
            return protocol + "/" + name;
        }
        List<Map<String, Object>> matches = RouteMatches.of(route);
        RouteMatch first = RouteMatches.describe(matches.getFirst());
        String told = protocol + "/" + RouteMatches.key(first);
        return matches.size() == 1 && RouteMatches.complete(matches.getFirst())
                ? told
                : "%s+%08x".formatted(told, sorted(matches).toString().hashCode());
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
                                RouteMatches.words(RouteMatches.describe(matches.getFirst())))
                : RouteTitle.of(protocol, route);
    }

    /** What to do where several are meant. */
    String advice(String protocol, List<Map<String, Object>> routes) {
        return ways(protocol, routes)
                .map(ways -> "write " + ways)
                .orElse(
                        protocol.equals("http")
                                ? "give each a name of its own, and write http: [name]"
                                : "nothing that a policy can say tells them apart, so make them"
                                      + " one");
    }

    /** What to write in {@code route.virtualServices} to name one of these. */
    Optional<String> ways(String protocol, List<Map<String, Object>> routes) {
        List<String> ways =
                routes.stream()
                        .flatMap(route -> way(protocol, route).stream())
                        .distinct()
                        .limit(TOLD)
                        .toList();
        return ways.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", ways));
    }

    private Optional<String> way(String protocol, Map<String, Object> route) {
        String name = Tree.text(route, "name");
        if (!name.isEmpty()) {
            return Tree.maps(spec, protocol).stream()
                                    .filter(r -> Tree.text(r, "name").equals(name))
                                    .count()
                            == 1
                    ? Optional.of("http: [%s]".formatted(name))
                    : Optional.empty();
        }
        String field = protocol.equals("http") ? "httpMatch" : protocol;
        return RouteMatches.of(route).stream()
                .filter(RouteMatches::complete)
                .map(RouteMatches::describe)
                .filter(match -> chosen(match, Tree.maps(spec, protocol)).equals(List.of(route)))
                .findFirst()
                .map(match -> "%s: [%s]".formatted(field, RouteMatches.yaml(match)));
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
