package dev.tidegate.core.route.istio;

import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.TextMatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Writes an item of a segment as a match of a VirtualService. Istio knows no cookies: they are one
 * header, {@code a=1; b=2}, and a regular expression finds them there in any order.
 */
final class MatchTree {

    private static final String OTHERS_BEFORE = "(?:.*;\\s*)?";
    private static final String OTHERS_AFTER = "(?:;.*)?";

    private MatchTree() {}

    /** The match. */
    static Map<String, Object> of(RequestMatch item) {
        Map<String, Object> tree = new LinkedHashMap<>();
        item.uri().ifPresent(uri -> tree.put("uri", text(uri)));
        item.method().ifPresent(method -> tree.put("method", text(method)));
        Map<String, Object> headers = new LinkedHashMap<>();
        item.headers().forEach((name, value) -> headers.put(name, text(value)));
        if (!item.cookies().isEmpty()) {
            headers.put("cookie", regex(cookies(item.cookies())));
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
                ? regex(quoted(match.value()) + ".*")
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

    private static String cookies(SortedMap<String, TextMatch> cookies) {
        List<String> each = new ArrayList<>();
        cookies.forEach((name, value) -> each.add(quoted(name) + "=" + value(value)));
        return orders(each).stream()
                .map(
                        order ->
                                OTHERS_BEFORE
                                        + String.join(OTHERS_AFTER + ";\\s*", order)
                                        + OTHERS_AFTER)
                .collect(Collectors.joining("|"));
    }

    private static String value(TextMatch match) {
        return switch (match.kind()) {
            case EXACT -> quoted(match.value());
            case PREFIX -> quoted(match.value()) + "[^;]*";
            case REGEX -> "(?:" + match.value() + ")";
        };
    }

    /** All orders of a few. */
    private static List<List<String>> orders(List<String> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (String first : all) {
            List<String> rest = new ArrayList<>(all);
            rest.remove(first);
            for (List<String> order : orders(rest)) {
                List<String> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    private static String quoted(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }
}
