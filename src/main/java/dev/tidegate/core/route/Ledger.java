package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of the lists kept in a VirtualService's annotations: versions by route, {@code
 * ["http/primary/v2"]}.
 */
final class Ledger {

    private final String annotation;
    private final Map<String, Object> tree;

    Ledger(String annotation, Map<String, Object> tree) {
        this.annotation = annotation;
        this.tree = tree;
    }

    Set<Version> of(Route route) {
        String prefix = route.key() + "/";
        return Annotations.fromJson(Annotations.get(tree, annotation)).stream()
                .filter(e -> e.startsWith(prefix))
                .flatMap(e -> Naming.version(e.substring(prefix.length())).stream())
                .collect(Collectors.toSet());
    }

    /** Puts {@code versions} in place of those kept for the route; other routes' stay. */
    void put(Route route, Collection<Version> versions) {
        List<String> entries =
                new ArrayList<>(Annotations.fromJson(Annotations.get(tree, annotation)));
        String prefix = route.key() + "/";
        entries.removeIf(
                e ->
                        e.startsWith(prefix)
                                && Naming.version(e.substring(prefix.length())).isPresent());
        versions.stream().sorted().forEach(v -> entries.add(prefix + v));
        Annotations.put(tree, annotation, Annotations.toJson(entries));
    }
}
