package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.Sticky;
import dev.tidegate.core.traffic.StickyByBuckets;
import dev.tidegate.core.traffic.StickyByCookie;
import dev.tidegate.core.traffic.StickyCookie;
import dev.tidegate.core.traffic.TextMatch;
import dev.tidegate.core.traffic.TextMatch.Kind;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The {@code match} of a golden folder, written as a policy writes it. */
final class MatchYamls {

    private MatchYamls() {}

    static List<RequestMatch> items(Map<String, Object> yaml) {
        return Tree.maps(yaml, "match").stream().map(MatchYamls::item).toList();
    }

    static Optional<Sticky> sticky(Map<String, Object> yaml) {
        Map<String, Object> sticky = Tree.map(yaml, "sticky");
        if (sticky.containsKey("header")) {
            Map<String, Object> header = Tree.map(sticky, "header");
            int buckets = Math.toIntExact(Tree.number(header, "buckets"));
            return Optional.of(new StickyByBuckets(Tree.text(header, "name"), buckets));
        }
        return sticky.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StickyByCookie(
                                new StickyCookie(
                                        Tree.text(sticky, "cookie"),
                                        Duration.ofHours(1),
                                        "/",
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        false),
                                Boolean.TRUE.equals(sticky.get("stable"))));
    }

    private static RequestMatch item(Map<String, Object> item) {
        SortedMap<String, String> labels = new TreeMap<>();
        Tree.map(item, "sourceLabels").forEach((k, v) -> labels.put(k, String.valueOf(v)));
        return new RequestMatch(
                texts(Tree.map(item, "headers")),
                texts(Tree.map(item, "cookies")),
                texts(Tree.map(item, "queryParams")),
                text(Tree.map(item, "uri")),
                text(Tree.map(item, "method")),
                labels,
                Tree.list(item, "gateways").stream().map(String::valueOf).toList());
    }

    private static SortedMap<String, TextMatch> texts(Map<String, Object> all) {
        SortedMap<String, TextMatch> texts = new TreeMap<>();
        all.keySet().forEach(name -> texts.put(name, text(Tree.map(all, name)).orElseThrow()));
        return texts;
    }

    private static Optional<TextMatch> text(Map<String, Object> text) {
        return text.entrySet().stream()
                .findFirst()
                .map(
                        e ->
                                new TextMatch(
                                        Kind.valueOf(e.getKey().toUpperCase(Locale.ROOT)),
                                        String.valueOf(e.getValue())));
    }
}
