package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names for routes that have none of their own. */
final class RouteTitle {

    /** The most characters that are shown of a match. */
    private static final int MATCH = 120;

    private static final String MATCHING = " matching ";

    private RouteTitle() {}

    /**
     * Tells a route from the others of its VirtualService, wherever it stands among them: by its
     * name, or by what it matches.
     */
    static String of(String protocol, Map<String, Object> route) {
        String name = Tree.text(route, "name");
        if (!name.isEmpty()) {
            return "%s route \"%s\"".formatted(protocol, name);
        }
        List<?> match = Tree.list(route, "match");
        return match.isEmpty()
                ? protocol + " route without a match"
                : "%s route%s%s".formatted(protocol, MATCHING, shortened(MatchYaml.flow(match)));
    }

    /**
     * Whether the route is among those that are known by their titles: as they are spelled now, or
     * as they were before a match was shown as YAML.
     */
    static boolean knows(List<String> titles, Route route) {
        String title = route.title();
        int match = title.indexOf(MATCHING);
        return titles.contains(title)
                || (match >= 0
                        && titles.contains(
                                title.substring(0, match + MATCHING.length())
                                        + shortened(Tree.list(route.tree(), "match").toString())));
    }

    private static String shortened(String text) {
        return text.length() <= MATCH
                ? text
                : "%s… (%08x)".formatted(text.substring(0, MATCH), text.hashCode());
    }

    /** All routes of a VirtualService's spec, for a message. */
    static String all(Map<String, Object> spec) {
        List<String> titles = new ArrayList<>();
        for (Map<String, Object> route : Tree.maps(spec, "http")) {
            String name = Tree.text(route, "name");
            titles.add(name.isEmpty() ? "http without name" : "http \"" + name + "\"");
        }
        for (String protocol : List.of("tls", "tcp")) {
            for (Map<String, Object> route : Tree.maps(spec, protocol)) {
                List<?> match = Tree.list(route, "match");
                titles.add(
                        match.isEmpty()
                                ? protocol + " without a match"
                                : "%s matching %s".formatted(protocol, MatchYaml.flow(match)));
            }
        }
        return titles.isEmpty() ? "no routes" : String.join(", ", titles);
    }
}
