package dev.tidegate.adapter.policies;

import dev.tidegate.core.routing.Routing.RouteMatch;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Routes by what they match, as a policy has them and as the core has them. */
final class RouteMatchSpecs {

    private static final String FIELD = "route.virtualServices.";

    private RouteMatchSpecs() {}

    /**
     * Of http or tcp routes.
     *
     * @param list the field they stand in
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static List<RouteMatch> read(String list, @Nullable List<MatchSpec> specs) {
        return specs == null ? List.of() : specs.stream().map(s -> read(list, s)).toList();
    }

    private static RouteMatch read(String list, MatchSpec spec) {
        RouteMatch match = match(list, spec.port(), null, spec.gateways(), spec.sourceLabels());
        if (spec.withoutMatch() == null) {
            return named(list, match, "gateways, sourceLabels, or withoutMatch: true");
        }
        if (!spec.withoutMatch()) {
            throw new IllegalArgumentException(
                    FIELD + list + ".withoutMatch: is false; use true, or leave it out");
        }
        if (!match.equals(RouteMatch.NONE)) {
            throw new IllegalArgumentException(
                    FIELD
                            + list
                            + ".withoutMatch: stands beside something that the route matches; write"
                            + " one of them");
        }
        return match;
    }

    /** Of tls routes. */
    static List<RouteMatch> read(@Nullable List<TlsSpec> specs) {
        return specs == null
                ? List.of()
                : specs.stream()
                        .map(
                                s ->
                                        named(
                                                "tls",
                                                match(
                                                        "tls",
                                                        s.port(),
                                                        s.sniHosts(),
                                                        s.gateways(),
                                                        s.sourceLabels()),
                                                "sniHosts, gateways, or sourceLabels"))
                        .toList();
    }

    private static RouteMatch named(String list, RouteMatch match, String others) {
        if (match.equals(RouteMatch.NONE)) {
            throw new IllegalArgumentException(
                    "%s%s: names no route; give a port, %s".formatted(FIELD, list, others));
        }
        return match;
    }

    private static RouteMatch match(
            String list,
            @Nullable Integer port,
            @Nullable List<String> sniHosts,
            @Nullable List<String> gateways,
            @Nullable Map<String, String> labels) {
        Map<String, String> all = labels == null ? Map.of() : labels;
        all.forEach(
                (label, value) -> {
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "%s%s.sourceLabels: %s has no value; write for example {%s: web}"
                                        .formatted(FIELD, list, label, label));
                    }
                });
        return new RouteMatch(
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                texts(list + ".sniHosts", sniHosts, "www.example.com"),
                texts(list + ".gateways", gateways, "mesh"),
                all);
    }

    private static List<String> texts(String field, @Nullable List<String> texts, String example) {
        if (texts == null) {
            return List.of();
        }
        if (texts.stream().anyMatch(text -> text == null || text.isBlank())) {
            throw new IllegalArgumentException(
                    "%s%s: has an empty entry; write for example [%s]"
                            .formatted(FIELD, field, example));
        }
        return texts;
    }

    static List<MatchSpec> write(List<RouteMatch> matches) {
        return matches.stream()
                .map(
                        m ->
                                new MatchSpec(
                                        port(m),
                                        m.gateways(),
                                        m.sourceLabels(),
                                        m.equals(RouteMatch.NONE) ? true : null))
                .toList();
    }

    static List<TlsSpec> writeTls(List<RouteMatch> matches) {
        return matches.stream()
                .map(m -> new TlsSpec(port(m), m.sniHosts(), m.gateways(), m.sourceLabels()))
                .toList();
    }

    private static @Nullable Integer port(RouteMatch match) {
        return match.port().isPresent() ? match.port().getAsInt() : null;
    }
}
