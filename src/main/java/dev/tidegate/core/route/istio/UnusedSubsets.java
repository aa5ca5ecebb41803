package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Subsets;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The subsets that Tidegate added to a DestinationRule and that no route names any more. istiod
 * sends what was written close together in one push, and a proxy drops clusters before it learns of
 * routes: a subset that goes with its last weight costs requests. So they are noted before a
 * release's first weight, and taken away with a later weight if still nobody names them: the
 * propagation wait lies between.
 */
final class UnusedSubsets {

    /** Those of ours that nobody named before the first weight, to be taken away with it. */
    private static final String UNUSED_SUBSETS = "tidegate.dev/unused-subsets";

    private final Subsets mode;
    private final Map<String, Object> tree;
    private final Set<String> candidates;

    /**
     * In a rule that may be changed.
     *
     * @param kept the versions of the release
     */
    UnusedSubsets(Subsets mode, Map<String, Object> tree, Set<Version> kept) {
        this.mode = mode;
        this.tree = tree;
        this.candidates = names(SubsetEdit.ADDED_SUBSETS);
        kept.forEach(version -> candidates.remove(version.name()));
    }

    /** Whether there may be any: only then it counts who names what. */
    boolean possible() {
        return !candidates.isEmpty();
    }

    /** Whether some are noted. */
    boolean noted() {
        return !names(UNUSED_SUBSETS).isEmpty();
    }

    /** Notes those that no object names now, in place of what is noted. */
    void note(ObservedObjects objects) {
        Set<String> unused = new LinkedHashSet<>(candidates);
        unused.removeAll(named(objects));
        put(unused);
    }

    /** Takes away those that are noted and that still no object names. */
    void takeAway(SubsetEdit edit, ObservedObjects objects) {
        Set<String> unused = names(UNUSED_SUBSETS);
        unused.retainAll(candidates);
        unused.removeAll(named(objects));
        edit.takeAway(unused);
        put(Set.of());
    }

    private Set<String> names(String annotation) {
        return new LinkedHashSet<>(Annotations.words(Annotations.get(tree, annotation)));
    }

    private void put(Set<String> unused) {
        Annotations.put(tree, UNUSED_SUBSETS, String.join(",", unused));
    }

    /** The subsets of the rule's host that any route names, with weight or without. */
    private Set<String> named(ObservedObjects objects) {
        String host = Tree.text(Tree.map(tree, "spec"), "host");
        Set<String> named = new HashSet<>();
        for (ObservedObject object : objects.all()) {
            if (object.kind().equals(ObservedObjects.VIRTUAL_SERVICE)) {
                Object spec = object.tree().getOrDefault("spec", List.of());
                collect(spec, object.namespace(), start(host, mode.namespace()), named);
            }
        }
        return named;
    }

    private static void collect(
            Object value, String namespace, List<String> host, Set<String> named) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("subset") instanceof String name
                    && isOf(host, map.get("host"), namespace)) {
                named.add(name);
            }
            map.values().forEach(each -> collect(each, namespace, host, named));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, namespace, host, named));
        }
    }

    /** When in doubt it is the same host: then the subset stays. */
    private static boolean isOf(List<String> host, @Nullable Object other, String namespace) {
        return !(other instanceof String text)
                || text.contains("*")
                || host.getFirst().contains("*")
                || start(text, namespace).equals(host);
    }

    /** Name and namespace: a cluster has its own names for the rest. */
    private static List<String> start(String host, String namespace) {
        List<String> labels = List.of(host.toLowerCase(Locale.ROOT).split("\\.", -1));
        return ClusterDomain.isShort(host)
                ? List.of(labels.getFirst(), namespace)
                : labels.subList(0, Math.min(2, labels.size()));
    }
}
