package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.ReleaseMark;

import java.util.Map;
import java.util.Optional;

/**
 * The {@code Set-Cookie} that a destination adds to its answers. Istio has a map of names there, so
 * one value at most; whether it is Tidegate's, the value says.
 */
final class CookieHeader {

    private static final String NAME = "set-cookie";

    private CookieHeader() {}

    /** The value; empty when the destination adds none. */
    static Optional<String> in(Map<String, Object> destination) {
        Map<String, Object> add = Tree.map(response(destination), "add");
        return key(add).map(key -> String.valueOf(add.get(key)));
    }

    /** The value, if it is Tidegate's. */
    static Optional<String> ours(Map<String, Object> destination) {
        return in(destination).filter(ReleaseMark::isIn);
    }

    /** Takes it away if it is Tidegate's, and what would be empty without it. */
    static void take(Map<String, Object> destination) {
        if (ours(destination).isEmpty()) {
            return;
        }
        Map<String, Object> headers = Tree.map(destination, "headers");
        Map<String, Object> response = Tree.map(headers, "response");
        Map<String, Object> add = Tree.map(response, "add");
        key(add).ifPresent(add::remove);
        prune(response, "add", add);
        prune(headers, "response", response);
        prune(destination, "headers", headers);
    }

    private static void prune(Map<String, Object> parent, String key, Map<String, Object> emptied) {
        if (emptied.isEmpty()) {
            parent.remove(key);
        }
    }

    /** Adds it, in place of the one that is there. */
    static void give(Map<String, Object> destination, String value) {
        Map<String, Object> headers = Tree.makeMap(destination, "headers");
        Map<String, Object> add = Tree.makeMap(Tree.makeMap(headers, "response"), "add");
        add.put(key(add).orElse(NAME), value);
    }

    /**
     * Whether the one that is added would not reach the client.
     *
     * @param settings of a route or a destination
     */
    static boolean isSet(Map<String, Object> settings) {
        return key(Tree.map(response(settings), "set")).isPresent();
    }

    /** The same, as a route takes it away from all answers. */
    static boolean isRemoved(Map<String, Object> route) {
        return Tree.list(response(route), "remove").stream()
                .anyMatch(name -> NAME.equalsIgnoreCase(String.valueOf(name)));
    }

    private static Optional<String> key(Map<String, Object> headers) {
        return headers.keySet().stream().filter(NAME::equalsIgnoreCase).findFirst();
    }

    private static Map<String, Object> response(Map<String, Object> settings) {
        return Tree.map(Tree.map(settings, "headers"), "response");
    }
}
