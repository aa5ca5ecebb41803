package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.RequestMatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requests that both a match of a route and an item of a segment mean, as one match. Istio
 * takes one condition for each header, query parameter and so on: of two texts the narrower one is
 * taken, and where that cannot be told, as with regular expressions, it is said.
 */
final class MatchPair {

    private final Map<String, Object> tree;
    private final String namespace;
    private boolean disjoint;
    private Optional<String> clash = Optional.empty();

    private MatchPair(Map<String, Object> route, String namespace) {
        this.tree = Tree.copy(route);
        this.namespace = namespace;
    }

    /**
     * The pair.
     *
     * @param route a match of a route in {@code namespace}; it stays as it is
     */
    static MatchPair of(Map<String, Object> route, RequestMatch item, String namespace) {
        MatchPair pair = new MatchPair(route, namespace);
        if (item.uri().isPresent() && Boolean.TRUE.equals(route.get("ignoreUriCase"))) {
            pair.clash = Optional.of("the path, once without regard to case");
        }
        MatchTree.of(item).forEach(pair::and);
        return pair;
    }

    /** The match; empty when no request is in both, or when {@link #clash} says what cannot be. */
    Optional<Map<String, Object>> tree() {
        return disjoint || clash.isPresent() ? Optional.empty() : Optional.of(tree);
    }

    /** What both ask for in ways that no match can say together; empty when nothing. */
    Optional<String> clash() {
        return disjoint ? Optional.empty() : clash;
    }

    private void and(String field, Object wanted) {
        switch (field) {
            case "headers" -> headers(Tree.map(wanted));
            case "queryParams" ->
                    Tree.map(wanted)
                            .forEach(
                                    (name, text) ->
                                            narrow(
                                                    Tree.makeMap(tree, field),
                                                    name,
                                                    Tree.map(text),
                                                    "query parameter " + name));
            case "sourceLabels" -> Tree.map(wanted).forEach(this::label);
            case "gateways" -> gateways(texts(Map.of(field, wanted), field));
            default ->
                    narrow(tree, field, Tree.map(wanted), field.equals("uri") ? "the path" : field);
        }
    }

    private void headers(Map<String, Object> wanted) {
        Map<String, Object> all = Tree.makeMap(tree, "headers");
        wanted.forEach(
                (name, text) -> {
                    String known =
                            all.keySet().stream()
                                    .filter(name::equalsIgnoreCase)
                                    .findFirst()
                                    .orElse(name);
                    narrow(all, known, Tree.map(text), "header " + name);
                });
    }

    private void label(String key, Object value) {
        Map<String, Object> labels = Tree.makeMap(tree, "sourceLabels");
        disjoint |= labels.containsKey(key) && !value.equals(labels.get(key));
        labels.put(key, value);
    }

    private void gateways(List<String> wanted) {
        List<String> is = texts(tree, "gateways");
        Set<String> full =
                wanted.stream()
                        .map(name -> GatewayName.full(name, namespace))
                        .collect(Collectors.toSet());
        List<String> both =
                is.isEmpty()
                        ? wanted
                        : is.stream()
                                .filter(name -> full.contains(GatewayName.full(name, namespace)))
                                .toList();
        disjoint |= both.isEmpty();
        tree.put("gateways", new ArrayList<Object>(both));
    }

    /** A condition without a text means that something is there. */
    private void narrow(
            Map<String, Object> parent, String key, Map<String, Object> wanted, String words) {
        Map<String, Object> is = Tree.map(parent, key);
        if (is.isEmpty() || is.equals(wanted)) {
            parent.put(key, wanted);
            return;
        }
        if (is.containsKey("regex") || wanted.containsKey("regex")) {
            clash = clash.or(() -> Optional.of(words));
            return;
        }
        boolean exact = is.containsKey("exact");
        boolean exactly = wanted.containsKey("exact");
        String a = Tree.text(is, exact ? "exact" : "prefix");
        String b = Tree.text(wanted, exactly ? "exact" : "prefix");
        boolean narrower = exactly ? exact && a.equals(b) : a.startsWith(b);
        if (!narrower) {
            disjoint |= exact || !b.startsWith(a);
            parent.put(key, wanted);
        }
    }

    private static List<String> texts(Map<String, Object> parent, String key) {
        return Tree.list(parent, key).stream().map(String::valueOf).toList();
    }
}
