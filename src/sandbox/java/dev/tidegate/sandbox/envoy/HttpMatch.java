package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code match} of an http route.
 *
 * @param name it adds to the route's
 * @param tree Envoy's match
 */
record HttpMatch(Optional<String> name, Map<String, Object> tree) {

    /** Istio reads a claim of a token there, which no proxy checks here. */
    private static final String CLAIMS = "@request.auth.claims";

    /** Everything: a route without a match. */
    static final HttpMatch ALL = new HttpMatch(Optional.empty(), Map.of("prefix", "/"));

    /**
     * Reads a match; empty when it is for other callers or another port.
     *
     * @throws Refused naming what is not translated
     */
    static Optional<HttpMatch> of(Fields match, int port, Proxy proxy) {
        boolean ours = Source.of(match, port, proxy).request();
        Map<String, Object> tree = path(match);
        tree.put("case_sensitive", !match.flag("ignoreUriCase"));
        List<Map<String, Object>> headers = new ArrayList<>();
        headers(match.part("headers"), false, headers);
        headers(match.part("withoutHeaders"), true, headers);
        for (String pseudo : List.of("method", "authority", "scheme")) {
            if (match.has(pseudo)) {
                headers.add(header(":" + pseudo, match.part(pseudo), false));
            }
        }
        put(tree, "headers", headers);
        List<Map<String, Object>> parameters = new ArrayList<>();
        match.part("queryParams").parts().forEach((name, m) -> parameters.add(query(name, m)));
        put(tree, "query_parameters", parameters);
        Optional<String> name = match.word("name");
        match.ignoring("statPrefix").end();
        return ours ? Optional.of(new HttpMatch(name, tree)) : Optional.empty();
    }

    /** Whether nothing after it can be reached. */
    boolean catchesAll() {
        return (tree.get("prefix") instanceof String prefix
                && prefix.equals("/")
                && !tree.containsKey("headers")
                && !tree.containsKey("query_parameters"));
    }

    private static Map<String, Object> path(Fields match) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> uri =
                match.has("uri")
                        ? StringMatch.of(match.part("uri")).orElse(Map.of("prefix", "/"))
                        : Map.of("prefix", "/");
        uri.forEach((kind, value) -> tree.put(kind.equals("exact") ? "path" : kind, value));
        return tree;
    }

    private static void headers(
            Fields matches, boolean without, List<Map<String, Object>> headers) {
        matches.parts()
                .forEach(
                        (name, match) -> {
                            if (name.startsWith(CLAIMS)) {
                                throw matches.wrong(name, "not translated for Envoy");
                            }
                            headers.add(header(name, match, without));
                        });
    }

    private static Map<String, Object> header(String name, Fields match, boolean without) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        Optional<Map<String, Object>> text = StringMatch.of(match);
        text.ifPresentOrElse(
                t -> tree.put("string_match", t), () -> tree.put("present_match", true));
        if (without) {
            tree.put("invert_match", true);
            if (text.isPresent()) {
                tree.put("treat_missing_header_as_empty", true);
            }
        }
        return tree;
    }

    private static Map<String, Object> query(String name, Fields match) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        StringMatch.of(match)
                .ifPresentOrElse(
                        t -> tree.put("string_match", t), () -> tree.put("present_match", true));
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, List<Map<String, Object>> list) {
        if (!list.isEmpty()) {
            tree.put(name, list);
        }
    }
}
