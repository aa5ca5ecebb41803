package dev.tidegate.core.route.istio;

import dev.tidegate.core.routing.Routing.RouteMatch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a match is called. */
final class MatchTitle {

    private MatchTitle() {}

    /** Names a match in our annotations: {@code 443+www.example.com+gateway=mesh}. */
    static String key(RouteMatch match) {
        List<String> parts = new ArrayList<>();
        match.port().ifPresent(port -> parts.add(String.valueOf(port)));
        parts.addAll(match.sniHosts());
        match.gateways().forEach(gateway -> parts.add("gateway=" + gateway));
        new TreeMap<>(match.sourceLabels())
                .forEach((k, v) -> parts.add("label=%s=%s".formatted(k, v)));
        return parts.isEmpty() ? "*" : String.join("+", parts);
    }

    /** The match for a sentence: {@code with port 443 and SNI hosts a.example.com}. */
    static String words(RouteMatch match) {
        List<String> parts = new ArrayList<>();
        match.port().ifPresent(port -> parts.add("port " + port));
        add(parts, "SNI hosts", match.sniHosts());
        add(parts, "gateways", match.gateways());
        List<String> labels = new ArrayList<>();
        new TreeMap<>(match.sourceLabels()).forEach((k, v) -> labels.add(k + "=" + v));
        add(parts, "source labels", labels);
        return parts.isEmpty() ? "without a match" : "with " + String.join(" and ", parts);
    }

    private static void add(List<String> parts, String title, List<String> values) {
        if (!values.isEmpty()) {
            parts.add(title + " " + String.join(", ", values));
        }
    }
}
