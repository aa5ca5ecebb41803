package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * DestinationRules that some callers have in place of the policy's. Istio looks in the caller's
 * namespace first, where even a wildcard wins, then in the service's, then in the root namespace;
 * what it finds first is all that those callers know: a weight on a subset that it lacks is
 * answered 503.
 */
final class OtherRules {

    /** Istio's root namespace, unless the mesh has another. */
    private static final String ROOT = "istio-system";

    private final MergedRules merged;
    private final HostRule named;
    private final String host;
    private final Subsets mode;
    private final ObservedObjects objects;
    private final Routing routing;

    /**
     * Beside {@code named}, which is the policy's.
     *
     * @param host the service's
     */
    OtherRules(
            ObservedObject named,
            String host,
            Subsets mode,
            Routing routing,
            ObservedObjects objects) {
        this.host = host;
        this.merged = MergedRules.of(named, objects);
        this.named = objects.hostRule(named);
        this.mode = mode;
        this.routing = routing;
        this.objects = objects;
    }

    /** One for each rule whose callers would not reach the canary. */
    List<String> problems(Version stable, Version canary) {
        Map<String, List<HostRule>> byNamespace =
                objects.rules().stream()
                        .filter(rule -> rule.covers(host))
                        .collect(
                                Collectors.groupingBy(
                                        HostRule::namespace, TreeMap::new, Collectors.toList()));
        return byNamespace.values().stream()
                .flatMap(rules -> groups(mostSpecific(rules)).stream())
                .filter(group -> takesEffect(group.getFirst()))
                .flatMap(group -> problem(group, stable, canary).stream())
                .toList();
    }

    private static List<HostRule> mostSpecific(Collection<HostRule> rules) {
        String host =
                rules.stream()
                        .map(HostRule::host)
                        .max(
                                Comparator.comparing((String h) -> !h.startsWith("*"))
                                        .thenComparingInt(String::length))
                        .orElseThrow();
        return rules.stream()
                .filter(rule -> rule.host().equals(host))
                .sorted(HostRule.ORDER)
                .toList();
    }

    /** Those that Istio takes as one are together. */
    private static List<List<HostRule>> groups(List<HostRule> rules) {
        List<List<HostRule>> groups = new ArrayList<>();
        for (HostRule rule : rules) {
            groups.stream()
                    .filter(group -> group.getFirst().mergesWith(rule))
                    .findFirst()
                    .orElseGet(
                            () -> {
                                List<HostRule> group = new ArrayList<>();
                                groups.add(group);
                                return group;
                            })
                    .add(rule);
        }
        return groups;
    }

    /** Whether there are callers that have the rule, and not the policy's. */
    private boolean takesEffect(HostRule rule) {
        if (rule.mergesWith(named)) {
            return false;
        }
        if (rule.namespace().equals(named.namespace())) {
            HostRule own = merged.rules().getFirst();
            return !rule.everybodys()
                    || !rule.host().equals(named.host())
                    || HostRule.ORDER.compare(rule, own) < 0
                    || !own.seenWherever(rule);
        }
        return rule.exportedTo(rule.namespace())
                && (!rule.namespace().equals(ROOT) || rule.isPrivate())
                && objects.named(routing).anyMatch(vs -> Callers.in(rule.namespace(), vs));
    }

    private Optional<String> problem(List<HostRule> group, Version stable, Version canary) {
        HostRule rule = group.getFirst();
        Optional<DefinedSubset> subset =
                group.stream().flatMap(r -> r.subset(canary).stream()).findFirst();
        if (subset.isPresent()) {
            return subset.get().mislabelled(mode.versionLabel(), canary);
        }
        if (rule.wildcard() && group.stream().allMatch(r -> r.subset(stable).isEmpty())) {
            // its callers know no version's subset, so they have no part in this
            return Optional.empty();
        }
        return Optional.of(
                "%s has %s and no subset \"%s\"; its callers would get errors; add {name: %s, labels: {%s: %s}} there"
                        .formatted(
                                rule.title(),
                                rule.wildcard() || !rule.host().equals(named.host())
                                        ? "the host %s, which counts before that of %s/%s in its namespace,"
                                                .formatted(
                                                        rule.host(),
                                                        named.namespace(),
                                                        mode.destinationRule())
                                        : "the same host",
                                canary,
                                canary,
                                mode.versionLabel(),
                                canary));
    }
}
