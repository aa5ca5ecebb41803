package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A DestinationRule as istiod reads it (pilot/pkg/model/destination_rule.go and push_context.go).
 */
record HostRule(ObservedObject object, ClusterDomain domain) {

    /**
     * Istio's order for rules of one host: those for some workloads first, then by age, then by
     * name.
     */
    static final Comparator<HostRule> ORDER =
            Comparator.comparing(HostRule::everybodys)
                    .thenComparing(rule -> Tree.text(rule.metadata(), "creationTimestamp"))
                    .thenComparing(rule -> rule.object.name());

    String title() {
        return "DestinationRule %s/%s".formatted(namespace(), object.name());
    }

    String namespace() {
        return object.namespace();
    }

    boolean is(ObservedObject other) {
        return namespace().equals(other.namespace()) && object.name().equals(other.name());
    }

    /** The same rule as it may have been edited. */
    HostRule with(Map<String, Object> tree) {
        return new HostRule(
                new ObservedObject(object.kind(), namespace(), object.name(), tree), domain);
    }

    /** Its host's full name; may be a wildcard. */
    String host() {
        return domain.full(Tree.text(spec(), "host"), namespace());
    }

    boolean wildcard() {
        return host().startsWith("*");
    }

    /** Whether it is for {@code host}. */
    boolean covers(String host) {
        return HostWildcard.covers(host(), host);
    }

    /** Whether it is for every workload that sees it. */
    boolean everybodys() {
        return !(spec().get("workloadSelector") instanceof Map<?, ?>);
    }

    /**
     * Whether Istio takes this and {@code other}, a rule for the same host, as one: both for the
     * same workloads and the same namespaces.
     */
    boolean mergesWith(HostRule other) {
        return namespace().equals(other.namespace())
                && host().equals(other.host())
                && selector().equals(other.selector())
                && (!everybodys() || exportTo().equals(other.exportTo()));
    }

    /** Whether callers in {@code caller} can see it, as far as {@code exportTo} says. */
    boolean exportedTo(String caller) {
        Set<Object> to = exportTo();
        boolean home = caller.equals(namespace());
        if (!everybodys()) {
            return home;
        }
        return to.isEmpty()
                || to.contains("*")
                || to.contains(caller)
                || (home && to.contains("."));
    }

    /** Whether every namespace that sees {@code other} sees this one. */
    boolean seenWherever(HostRule other) {
        if (exportedTo("*")) {
            return true;
        }
        return !other.exportedTo("*")
                && other.exportTo().stream()
                        .map(to -> to.equals(".") ? other.namespace() : String.valueOf(to))
                        .allMatch(this::exportedTo);
    }

    /** Whether no other namespace can see it. */
    boolean isPrivate() {
        Set<Object> to = exportTo();
        return !everybodys() || to.equals(Set.of(".")) || to.equals(Set.of(namespace()));
    }

    Optional<DefinedSubset> subset(Version version) {
        return subsets().stream().filter(s -> s.name().equals(version.name())).findFirst();
    }

    List<DefinedSubset> subsets() {
        return Tree.maps(spec(), "subsets").stream()
                .map(tree -> new DefinedSubset(title(), tree))
                .toList();
    }

    private Object selector() {
        return everybodys() ? Map.of() : Tree.map(spec(), "workloadSelector");
    }

    private Set<Object> exportTo() {
        return new HashSet<>(Tree.list(spec(), "exportTo"));
    }

    private Map<String, Object> spec() {
        return Tree.map(object.tree(), "spec");
    }

    private Map<String, Object> metadata() {
        return Tree.map(object.tree(), "metadata");
    }
}
