package dev.tidegate.core.route;

import dev.tidegate.core.rollout.Routing.TlsRef;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names for routes that have none of their own. */
final class RouteTitle {

    /** The most characters that are shown of a match. */
    private static final int MATCH = 120;

    private RouteTitle() {}

    /**
     * Whether one match of a {@code tls} route has the port that is asked for, and every SNI host.
     */
    static boolean matches(TlsRef ref, Map<String, Object> match) {
        return (ref.port().isEmpty() || Tree.number(match, "port") == ref.port().getAsInt())
                && Tree.list(match, "sniHosts").containsAll(ref.sniHosts());
    }

    static String key(TlsRef ref) {
        List<String> parts = new ArrayList<>(ref.sniHosts());
        ref.port().ifPresent(port -> parts.addFirst(String.valueOf(port)));
        return String.join("+", parts);
    }

    static String words(TlsRef ref) {
        List<String> parts = new ArrayList<>();
        ref.port().ifPresent(port -> parts.add("port " + port));
        if (!ref.sniHosts().isEmpty()) {
            parts.add("SNI hosts " + String.join(", ", ref.sniHosts()));
        }
        return String.join(" and ", parts);
    }

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
                : "%s route matching %s".formatted(protocol, shortened(match.toString()));
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
        Tree.maps(spec, "tls").forEach(r -> titles.add("tls matching " + Tree.list(r, "match")));
        Tree.maps(spec, "tcp").forEach(r -> titles.add("tcp matching " + Tree.list(r, "match")));
        return titles.isEmpty() ? "no routes" : String.join(", ", titles);
    }
}
