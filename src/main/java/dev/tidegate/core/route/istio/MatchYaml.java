package dev.tidegate.core.route.istio;

import dev.tidegate.core.routing.Routing.RouteMatch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A match in a policy's own words. */
final class MatchYaml {

    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:true|false|yes|no|on|off|null|y|n)$)[A-Za-z][-A-Za-z0-9_./]*");

    private MatchYaml() {}

    /** The match as a policy says it: {@code {port: 443, gateways: [mesh]}}. */
    static String of(RouteMatch match) {
        List<String> parts = new ArrayList<>();
        match.port().ifPresent(port -> parts.add("port: " + port));
        if (!match.sniHosts().isEmpty()) {
            parts.add("sniHosts: " + match.sniHosts().stream().map(MatchYaml::quoted).toList());
        }
        if (!match.gateways().isEmpty()) {
            parts.add("gateways: " + match.gateways().stream().map(MatchYaml::quoted).toList());
        }
        List<String> labels = new ArrayList<>();
        new TreeMap<>(match.sourceLabels()).forEach((k, v) -> labels.add(k + ": " + quoted(v)));
        if (!labels.isEmpty()) {
            parts.add("sourceLabels: {%s}".formatted(String.join(", ", labels)));
        }
        return "{%s}".formatted(parts.isEmpty() ? "withoutMatch: true" : String.join(", ", parts));
    }

    /** Any match of an object, in YAML's flow style. */
    static String flow(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream().map(MatchYaml::flow).collect(Collectors.joining(", ", "[", "]"));
            case String text -> quoted(text);
            case null -> "null";
            default -> tree.toString();
        };
    }

    /** Words that YAML would read as something else stand in quotes. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text + "'";
    }
}
