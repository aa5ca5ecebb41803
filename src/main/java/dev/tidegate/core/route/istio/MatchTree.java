package dev.tidegate.core.route.istio;

import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.TextMatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an item of a segment as a match of a VirtualService. */
final class MatchTree {

    private MatchTree() {}

    /** The match. */
    static Map<String, Object> of(RequestMatch item) {
        Map<String, Object> tree = new LinkedHashMap<>();
        item.uri().ifPresent(uri -> tree.put("uri", text(uri)));
        item.method().ifPresent(method -> tree.put("method", text(method)));
        Map<String, Object> headers = new LinkedHashMap<>();
        item.headers().forEach((name, value) -> headers.put(name, text(value)));
        if (!item.cookies().isEmpty()) {
            headers.put("cookie", regex(CookieExpression.of(item.cookies())));
        }
        put(tree, "headers", headers);
        Map<String, Object> parameters = new LinkedHashMap<>();
        item.queryParams().forEach((name, value) -> parameters.put(name, parameter(value)));
        put(tree, "queryParams", parameters);
        put(tree, "sourceLabels", new LinkedHashMap<>(item.sourceLabels()));
        if (!item.gateways().isEmpty()) {
            tree.put("gateways", new ArrayList<Object>(item.gateways()));
        }
        return tree;
    }

    private static void put(Map<String, Object> tree, String field, Map<String, Object> texts) {
        if (!texts.isEmpty()) {
            tree.put(field, texts);
        }
    }

    private static Map<String, Object> text(TextMatch match) {
        return switch (match.kind()) {
            case EXACT -> one("exact", match.value());
            case PREFIX -> one("prefix", match.value());
            case REGEX -> regex(match.value());
        };
    }

    /** Istio's older versions know no prefix of a query parameter. */
    private static Map<String, Object> parameter(TextMatch match) {
        return match.kind() == TextMatch.Kind.PREFIX
                ? regex(CookieExpression.quoted(match.value()) + ".*")
                : text(match);
    }

    private static Map<String, Object> regex(String expression) {
        return one("regex", expression);
    }

    private static Map<String, Object> one(String key, String value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(key, value);
        return tree;
    }
}
