package dev.tidegate.adapter.policies;

import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.TextMatch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A step's match, as a policy has it and as the core has it; what breaks a rule is named. */
final class RequestMatchSpecs {

    private static final int MOST = 20;

    private RequestMatchSpecs() {}

    /**
     * The items of a step's match; none where it has none.
     *
     * @param field of the match, such as {@code steps[0].match}
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static List<RequestMatch> read(String field, @Nullable List<RequestMatchSpec> specs) {
        if (specs == null) {
            return List.of();
        }
        if (specs.isEmpty() || specs.size() > MOST) {
            throw new IllegalArgumentException(
                    "%s: has %d items; name 1 to %d, or leave it out"
                            .formatted(field, specs.size(), MOST));
        }
        List<RequestMatch> items = new ArrayList<>();
        for (RequestMatchSpec spec : specs) {
            items.add(item("%s[%d]".formatted(field, items.size()), spec));
        }
        return items;
    }

    private static RequestMatch item(String field, RequestMatchSpec spec) {
        SortedMap<String, TextMatch> cookies = texts(field + ".cookies", spec.cookies());
        cookies.keySet().forEach(name -> FieldNames.check(field + ".cookies", name, "cookie"));
        cookies.forEach((name, value) -> TextMatchSpecs.cookie(field + ".cookies." + name, value));
        Optional<TextMatch> uri = TextMatchSpecs.optional(field + ".uri", spec.uri());
        uri.ifPresent(path -> TextMatchSpecs.path(field + ".uri", path));
        SortedMap<String, TextMatch> headers = headers(field + ".headers", spec.headers());
        SortedMap<String, TextMatch> parameters = texts(field + ".queryParams", spec.queryParams());
        Optional<TextMatch> method = TextMatchSpecs.optional(field + ".method", spec.method());
        SortedMap<String, String> labels =
                new TreeMap<>(labels(field + ".sourceLabels", spec.sourceLabels()));
        List<String> gateways = gateways(field + ".gateways", spec.gateways());
        try {
            return new RequestMatch(headers, cookies, parameters, uri, method, labels, gateways);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    /** Names of headers have no case; they are written in lower case. */
    private static SortedMap<String, TextMatch> headers(
            String field, @Nullable Map<String, TextMatchSpec> specs) {
        SortedMap<String, TextMatch> headers = new TreeMap<>();
        texts(field, specs)
                .forEach(
                        (name, value) -> {
                            FieldNames.check(field, name, "header");
                            if (headers.put(name.toLowerCase(Locale.ROOT), value) != null) {
                                throw new IllegalArgumentException(
                                        "%s: %s stands twice, once in another case; name it once"
                                                .formatted(field, name));
                            }
                        });
        return headers;
    }

    private static SortedMap<String, TextMatch> texts(
            String field, @Nullable Map<String, TextMatchSpec> specs) {
        SortedMap<String, TextMatch> texts = new TreeMap<>();
        if (specs != null) {
            specs.forEach(
                    (name, spec) -> {
                        if (name.isBlank()) {
                            throw new IllegalArgumentException(field + ": a name is empty");
                        }
                        texts.put(name, TextMatchSpecs.read(field + "." + name, spec));
                    });
        }
        if (texts.size() > MOST) {
            throw new IllegalArgumentException(
                    "%s: names %d; name at most %d".formatted(field, texts.size(), MOST));
        }
        return texts;
    }

    private static Map<String, String> labels(String field, @Nullable Map<String, String> labels) {
        if (labels == null) {
            return Map.of();
        }
        labels.forEach(
                (label, value) -> {
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "%s: %s has no value; write for example {%s: web}"
                                        .formatted(field, label, label));
                    }
                });
        return labels;
    }

    private static List<String> gateways(String field, @Nullable List<String> gateways) {
        if (gateways == null) {
            return List.of();
        }
        if (gateways.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    field + ": has an empty entry; write for example [mesh]");
        }
        return gateways;
    }

    /** The items as a policy says them; null for none. */
    static @Nullable List<RequestMatchSpec> write(List<RequestMatch> items) {
        return items.isEmpty() ? null : items.stream().map(RequestMatchSpecs::write).toList();
    }

    private static RequestMatchSpec write(RequestMatch item) {
        return new RequestMatchSpec(
                TextMatchSpecs.write(item.headers()),
                TextMatchSpecs.write(item.cookies()),
                TextMatchSpecs.write(item.queryParams()),
                item.uri().map(TextMatchSpecs::write).orElse(null),
                item.method().map(TextMatchSpecs::write).orElse(null),
                item.sourceLabels().isEmpty() ? null : item.sourceLabels(),
                item.gateways().isEmpty() ? null : item.gateways());
    }
}
