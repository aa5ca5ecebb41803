package dev.tidegate.core.route;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Tidegate writes into an object's {@code metadata.annotations}. */
public final class Annotations {

    /**
     * Rollouts that wrote here last, one a service: {@code reviews-3}, or {@code
     * ratings-7,reviews-3}.
     */
    public static final String ROLLOUT = "tidegate.dev/rollout";

    /** Their {@code wantedRevision}s, in the same order. */
    public static final String REVISION = "tidegate.dev/revision";

    /** Their uids, in the same order. */
    public static final String UID = "tidegate.dev/uid";

    /** JSON list of the destinations that Tidegate added: {@code ["http/primary/v2"]}. */
    public static final String ADDED_DESTINATIONS = "tidegate.dev/added-destinations";

    /** JSON list of the destinations among which a route is split while a release is under way. */
    public static final String SPLIT = "tidegate.dev/split";

    /**
     * JSON list of the numbers that routes had before a release divided them: {@code
     * ["http/primary/90,10 as 180,20"]}.
     */
    public static final String OWN_WEIGHTS = "tidegate.dev/own-weights";

    /**
     * JSON list of the routes that Tidegate made, by service and name: {@code
     * ["reviews/tidegate-match-1-primary"]}.
     */
    public static final String MANAGED_ROUTES = "tidegate.dev/managed-routes";

    /** JSON list of the destinations whose answers give a sticky cookie, as above. */
    public static final String STICKY_COOKIES = "tidegate.dev/sticky-cookies";

    /** JSON list of the versions that get copies of a route's requests, as above. */
    public static final String MIRRORS = "tidegate.dev/mirrors";

    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Annotations() {}

    /** What an object has for {@code key}; empty when it has nothing. */
    public static String get(Map<String, Object> tree, String key) {
        return Tree.text(Tree.map(Tree.map(tree, "metadata"), "annotations"), key);
    }

    /** Sets an annotation; an empty value removes it. */
    public static void put(Map<String, Object> tree, String key, String value) {
        if (!get(tree, key).equals(value)) {
            Map<String, Object> annotations =
                    Tree.makeMap(Tree.makeMap(tree, "metadata"), "annotations");
            if (value.isEmpty()) {
                annotations.remove(key);
            } else {
                annotations.put(key, value);
            }
        }
    }

    /** The words of a list with commas between them. */
    public static List<String> words(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
    }

    /** The strings of a JSON list; what is none of them is passed over. */
    public static List<String> fromJson(String value) {
        return STRING.matcher(value)
                .results()
                .map((MatchResult r) -> r.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    /** A JSON list of strings; empty text for an empty list. */
    public static String toJson(List<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                        .map(v -> '"' + v.replaceAll("([\"\\\\])", "\\\\$1") + '"')
                        .collect(Collectors.joining(",", "[", "]"));
    }
}
