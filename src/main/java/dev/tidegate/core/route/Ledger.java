package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of the lists kept in an object's annotations: versions by route, {@code ["http/primary/v2"]}.
 */
public final class Ledger {

    private final String annotation;
    private final Map<String, Object> tree;

    public Ledger(String annotation, Map<String, Object> tree) {
        this.annotation = annotation;
        this.tree = tree;
    }

    public Set<Version> of(Route route) {
        String prefix = route.key() + "/";
        return Annotations.fromJson(Annotations.get(tree, annotation)).stream()
                .filter(e -> e.startsWith(prefix))
                .flatMap(e -> Version.parse(e.substring(prefix.length())).stream())
                .collect(Collectors.toSet());
    }

    /** Puts {@code versions} in place of those kept for the route; other routes' stay. */
    public void put(Route route, Collection<Version> versions) {
        List<String> entries =
                new ArrayList<>(Annotations.fromJson(Annotations.get(tree, annotation)));
        String prefix = route.key() + "/";
        entries.removeIf(
                e ->
                        e.startsWith(prefix)
                                && Version.parse(e.substring(prefix.length())).isPresent());
        versions.stream().sorted().forEach(v -> entries.add(prefix + v));
        Annotations.put(tree, annotation, Annotations.toJson(entries));
    }
}
