package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds and removes the subsets of one DestinationRule. Which pods a subset selects is immutable: it
 * is added or removed, never pointed elsewhere, and only one that Tidegate added and that is still
 * as it was added is removed. Only such a subset gets the policy's load balancer.
 */
final class SubsetEdit {

    /** The subsets that Tidegate added: {@code v2,v3}. */
    static final String ADDED_SUBSETS = "tidegate.dev/added-subsets";

    private final Subsets mode;
    private final Map<String, Object> tree;
    private final List<String> ownAdditions;
    private final OwnBalancers balancers;
    private final MergedRules merged;

    /** Of {@code rule} as it is: it is read only. */
    SubsetEdit(Subsets mode, ObservedObject rule, ObservedObjects objects) {
        this(mode, rule, rule.tree(), objects);
    }

    /**
     * An edit of {@code tree}, which may be changed.
     *
     * @param rule the object that it is a copy of
     * @param objects the rules whose subsets count as well are among them
     */
    SubsetEdit(
            Subsets mode, ObservedObject rule, Map<String, Object> tree, ObservedObjects objects) {
        this.mode = mode;
        this.tree = tree;
        this.merged = MergedRules.of(rule, objects);
        this.ownAdditions =
                new ArrayList<>(Annotations.words(Annotations.get(tree, ADDED_SUBSETS)));
        this.balancers = new OwnBalancers(tree);
    }

    boolean defines(Version version) {
        return merged.subset(tree, version).isPresent();
    }

    /** The problem of a subset that is not there, with those that are. */
    String missing(Version version) {
        List<String> names = merged.names(tree);
        return "DestinationRule %s/%s has no subset \"%s\"; it has %s; add {name: %s, labels: {%s: %s}}"
                .formatted(
                        mode.namespace(),
                        mode.destinationRule(),
                        version,
                        names.isEmpty() ? "none" : String.join(", ", names),
                        version,
                        mode.versionLabel(),
                        version);
    }

    /** The problem of a subset that selects other pods than its version's. */
    Optional<String> mislabelled(Version version) {
        return merged.subset(tree, version)
                .flatMap(subset -> subset.mislabelled(mode.versionLabel(), version));
    }

    /** Whether the subset of {@code other} is known to select pods of {@code version}. */
    boolean meets(Version other, Version version) {
        return merged.subset(tree, other)
                .filter(subset -> subset.meets(mode.versionLabel(), version))
                .isPresent();
    }

    /** Adds the subset where none is defined, and gives one of ours back its label. */
    void add(Version version) {
        if (!defines(version)) {
            List<Object> subsets = new ArrayList<>(Tree.list(spec(), "subsets"));
            subsets.add(fresh(version.name()));
            Tree.makeMap(tree, "spec").put("subsets", subsets);
            ownAdditions.remove(version.name());
            ownAdditions.add(version.name());
            record();
        }
        if (addedByUs(version)) {
            relabel(version);
            Object labels = fresh(version.name()).get("labels");
            subset(version)
                    .filter(s -> Tree.map(s, "labels").equals(labels))
                    .ifPresent(s -> balancers.set(s, mode.loadBalancer()));
        }
    }

    private void relabel(Version version) {
        if (strayed(version)) {
            subset(version)
                    .ifPresent(
                            s ->
                                    Tree.makeMap(s, "labels")
                                            .put(mode.versionLabel(), version.name()));
        }
    }

    /** Whether a subset that Tidegate added selects other pods by now. */
    boolean strayed(Version version) {
        return addedByUs(version)
                && subset(version).isPresent()
                && mislabelled(version).isPresent();
    }

    boolean addedByUs(Version version) {
        return ownAdditions.contains(version.name());
    }

    /** Removes these subsets of ours, except what somebody has edited since. */
    void takeAway(Set<String> unused) {
        List<Object> subsets = new ArrayList<>(Tree.list(spec(), "subsets"));
        Tree.maps(spec(), "subsets").stream()
                .filter(s -> unused.contains(Tree.text(s, "name")))
                .filter(s -> balancers.without(s).equals(fresh(Tree.text(s, "name"))))
                .forEach(subsets::remove);
        if (subsets.size() < Tree.list(spec(), "subsets").size()) {
            Tree.makeMap(tree, "spec").put("subsets", subsets);
        }
        ownAdditions.removeAll(unused);
        balancers.forget(unused);
        record();
    }

    private void record() {
        Annotations.put(tree, ADDED_SUBSETS, String.join(",", ownAdditions));
    }

    private Map<String, Object> fresh(String name) {
        Map<String, Object> subset = new LinkedHashMap<>();
        subset.put("name", name);
        subset.put("labels", new LinkedHashMap<>(Map.of(mode.versionLabel(), name)));
        return subset;
    }

    private Optional<Map<String, Object>> subset(Version version) {
        return Tree.maps(spec(), "subsets").stream()
                .filter(s -> Tree.text(s, "name").equals(version.name()))
                .findFirst();
    }

    private Map<String, Object> spec() {
        return Tree.map(tree, "spec");
    }
}
