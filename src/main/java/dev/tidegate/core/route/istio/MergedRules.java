package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.ObservedObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The DestinationRules that Istio takes as one with the policy's, itself among them: the subsets of
 * all count, and of two with one name the older rule's.
 *
 * @param rules in Istio's order
 */
record MergedRules(ObservedObject named, List<HostRule> rules) {

    /** The rules merged with {@code named}. */
    static MergedRules of(ObservedObject named, ObservedObjects objects) {
        HostRule own = objects.hostRule(named);
        return new MergedRules(
                named,
                objects.rules().stream()
                        .filter(rule -> rule.is(named) || rule.mergesWith(own))
                        .sorted(HostRule.ORDER)
                        .toList());
    }

    /**
     * The subset that counts for {@code version}.
     *
     * @param tree the named rule, as it may have been edited
     */
    Optional<DefinedSubset> subset(Map<String, Object> tree, Version version) {
        return in(tree).flatMap(rule -> rule.subset(version).stream()).findFirst();
    }

    /** The names of all subsets. */
    List<String> names(Map<String, Object> tree) {
        List<String> names = new ArrayList<>();
        in(tree).forEach(rule -> rule.subsets().forEach(s -> names.add(s.name())));
        return names.stream().distinct().toList();
    }

    private Stream<HostRule> in(Map<String, Object> tree) {
        return rules.stream().map(rule -> rule.is(named) ? rule.with(tree) : rule);
    }
}
