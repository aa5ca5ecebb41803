package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether each version's traffic meets that version's pods and no others, whoever calls: what makes
 * a weight mean what it says, and a rollback take away what it takes away.
 */
record VersionSeparation(Release release, ObservedObjects objects) {

    /** Where it does not, each a sentence that holds no weight. */
    List<String> problems(Optional<Version> stable) {
        Routing routing = release.routing();
        if (!(routing.destinations() instanceof Subsets mode)) {
            return List.of();
        }
        Optional<ObservedObject> rule = objects.rule(mode);
        if (rule.isEmpty()) {
            return List.of();
        }
        SubsetEdit subsets = new SubsetEdit(mode, rule.get(), objects);
        Naming naming = Namings.of(release.service(), mode, objects, Optional.empty());
        Set<String> problems = new LinkedHashSet<>();
        Stream.concat(stable.stream(), Stream.of(release.canary()))
                .flatMap(version -> subsets.mislabelled(version).stream())
                .forEach(problems::add);
        RouteFinder.named(routing, objects, naming)
                .forEach(route -> problems.addAll(leaks(route, naming, subsets, stable)));
        stable.filter(v -> !v.equals(release.canary()))
                .ifPresent(v -> problems.addAll(elsewhere(rule.get(), mode, v)));
        return List.copyOf(problems);
    }

    private List<String> elsewhere(ObservedObject rule, Subsets mode, Version stable) {
        return Namings.ruleHost(release.service(), mode, objects)
                .map(host -> new OtherRules(rule, host, mode, release.routing(), objects))
                .map(rules -> rules.problems(stable, release.canary()))
                .orElse(List.of());
    }

    private List<String> leaks(
            Route route, Naming naming, SubsetEdit subsets, Optional<Version> stable) {
        List<String> leaks = new ArrayList<>();
        for (Destination destination : Destination.of(route, naming)) {
            if (destination.weight() > 0) {
                if (naming.isWhole(
                        Tree.map(destination.tree(), "destination"), route.namespace())) {
                    leaks.add(
                            "%s sends traffic to %s without a subset, which reaches the pods of %s too; give it a subset"
                                    .formatted(
                                            route.title(), destination.host(), release.canary()));
                }
                destination
                        .version()
                        .filter(v -> !v.equals(release.canary()) && !stable.equals(Optional.of(v)))
                        .filter(v -> subsets.meets(v, release.canary()))
                        .ifPresent(
                                v ->
                                        leaks.add(
                                                "%s sends traffic to subset \"%s\", which selects the pods of %s too; correct its labels"
                                                        .formatted(
                                                                route.title(),
                                                                v,
                                                                release.canary())));
            }
        }
        return leaks;
    }
}
