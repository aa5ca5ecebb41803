package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.RouteMatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What routes match, in the terms by which a policy names one. */
final class RouteMatches {

    /** A match has these, and for {@code http} a name of its own, which matches nothing. */
    private static final Set<String> TERMS =
            Set.of("port", "sniHosts", "gateways", "sourceLabels", "name");

    private RouteMatches() {}

    /** What the matches of a route are; {@link RouteMatch#NONE} alone when it takes everything. */
    static List<Map<String, Object>> of(Map<String, Object> route) {
        List<Map<String, Object>> matches = Tree.maps(route, "match");
        boolean all = matches.stream().anyMatch(m -> Set.of("name").containsAll(m.keySet()));
        return matches.isEmpty() || all ? List.of(Map.of()) : matches;
    }

    /** Whether a match of a route in {@code namespace} has all that is asked for. */
    static boolean has(RouteMatch wanted, Map<String, Object> match, String namespace) {
        RouteMatch is = describe(match);
        return wanted.equals(RouteMatch.NONE)
                ? match.isEmpty()
                : (wanted.port().isEmpty() || wanted.port().equals(is.port()))
                        && is.sniHosts().containsAll(wanted.sniHosts())
                        && full(is.gateways(), namespace)
                                .containsAll(full(wanted.gateways(), namespace))
                        && is.sourceLabels()
                                .entrySet()
                                .containsAll(wanted.sourceLabels().entrySet());
    }

    /** Whether the match has what is asked for, and nothing else. */
    static boolean is(RouteMatch wanted, Map<String, Object> match, String namespace) {
        RouteMatch is = describe(match);
        return complete(match)
                && is.port().equals(wanted.port())
                && Set.copyOf(is.sniHosts()).equals(Set.copyOf(wanted.sniHosts()))
                && full(is.gateways(), namespace).equals(full(wanted.gateways(), namespace))
                && is.sourceLabels().equals(wanted.sourceLabels());
    }

    /** Whether a policy can say all of it. */
    static boolean complete(Map<String, Object> match) {
        return TERMS.containsAll(match.keySet());
    }

    /** The part of a match that a policy can say. */
    static RouteMatch describe(Map<String, Object> match) {
        int port = Math.clamp(Tree.number(match, "port"), 0, Integer.MAX_VALUE);
        Map<String, String> labels = new HashMap<>();
        Tree.map(match, "sourceLabels").forEach((k, v) -> labels.put(k, String.valueOf(v)));
        return new RouteMatch(
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                texts(match, "sniHosts"),
                texts(match, "gateways"),
                labels);
    }

    private static Set<String> full(Collection<String> gateways, String namespace) {
        Set<String> full = new HashSet<>();
        gateways.forEach(name -> full.add(GatewayName.full(name, namespace)));
        return full;
    }

    private static List<String> texts(Map<String, Object> match, String key) {
        return Tree.list(match, key).stream().map(String::valueOf).toList();
    }
}
