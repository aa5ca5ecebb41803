package dev.tidegate.core.route.istio;

import dev.tidegate.core.traffic.TextMatch;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Finds cookies in their header, {@code a=1; b=2}, in any order: Istio matches headers alone, and
 * RE2 has no look-ahead.
 */
final class CookieExpression {

    private CookieExpression() {}

    /** A regular expression of RE2 for the whole header. */
    static String of(SortedMap<String, TextMatch> cookies) {
        List<String> each = new ArrayList<>();
        cookies.forEach((name, value) -> each.add(quoted(name) + "=" + value(value)));
        return orders(each).stream()
                .map(all -> "(?:.*;\\s*)?%s(?:;.*)?".formatted(String.join("(?:;.*)?;\\s*", all)))
                .collect(Collectors.joining("|"));
    }

    private static String value(TextMatch match) {
        return switch (match.kind()) {
            case EXACT -> quoted(match.value());
            case PREFIX -> quoted(match.value()) + "[^;]*";
            case REGEX -> "(?:" + match.value() + ")";
        };
    }

    private static List<List<String>> orders(List<String> all) {
        List<List<String>> orders = new ArrayList<>(all.isEmpty() ? List.of(List.of()) : List.of());
        for (String first : all) {
            for (List<String> rest : orders(all.stream().filter(s -> !s.equals(first)).toList())) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    /** A text as it stands. */
    static String quoted(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }
}
