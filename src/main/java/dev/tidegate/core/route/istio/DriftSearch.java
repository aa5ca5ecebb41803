package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Apportionment;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.distribution.WeightNumbers;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.RouteStage;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what somebody else has changed of a release's routes: a subset that was taken away, weights
 * that are not those written, versions that meet each other's pods. The last comes last: it pauses
 * the release, and weights are put right before that. Only what the release has written can drift;
 * it is known to have been written by its annotations, or by the acknowledgement of the weights.
 */
final class DriftSearch {

    private final Release release;
    private final ObservedObjects objects;
    private final Naming naming;

    DriftSearch(Release release, ObservedObjects objects) {
        this.release = release;
        this.objects = objects;
        this.naming =
                Namings.of(
                        release.service(),
                        release.routing().destinations(),
                        objects,
                        Optional.empty());
    }

    Optional<Observation> first() {
        return release.wanted()
                .map(wanted -> Goal.of(release, wanted))
                .flatMap(goal -> undefined(goal).or(() -> edited(goal)).or(this::unsound));
    }

    /** Subsets that carry traffic, or that a weight waits for, and that the rule lost. */
    private Optional<Observation> undefined(Goal goal) {
        if (!(release.routing().destinations() instanceof Subsets mode)) {
            return Optional.empty();
        }
        ObservedObject rule =
                objects.rule(mode)
                        .orElse(
                                new ObservedObject(
                                        ObservedObjects.DESTINATION_RULE,
                                        mode.namespace(),
                                        mode.destinationRule(),
                                        Map.of()));
        Set<Version> needed = new LinkedHashSet<>(goal.carriers());
        switch (release.stage()) {
            case PREPARING -> {
                if (!release.known().acknowledged()
                        && !Fence.of(release, mode.namespace()).wrote(rule.tree())) {
                    return Optional.empty();
                }
                needed.add(release.canary());
            }
            case MOVING -> {}
            case UNTOUCHED, RETREATING, MOVED, RETREATED -> needed.clear();
        }
        SubsetEdit subsets = new SubsetEdit(mode, rule, objects);
        List<Version> lost =
                needed.stream().filter(v -> !subsets.defines(v) || subsets.strayed(v)).toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(new Observation.SubsetsUndefined(rule.title(), lost, carried(goal)));
    }

    /**
     * Traffic that meets other pods than its version's by now. It is the user's to mend: the
     * rollout pauses. What stood when the gates opened has been skipped by a person.
     */
    private Optional<Observation> unsound() {
        boolean watched =
                !release.paused()
                        && (release.stage() == RouteStage.PREPARING
                                || release.stage() == RouteStage.MOVING);
        return release.known()
                .prior()
                .filter(_ -> watched)
                .flatMap(
                        prior ->
                                new VersionSeparation(release, objects)
                                        .problems(release.stable()).stream()
                                                .filter(p -> !prior.problems().contains(p))
                                                .findFirst())
                .map(p -> new Observation.RoutesBroken(release.revision(), p));
    }

    /** What the routes carry now: a step that was decided just now may not be written yet. */
    private Distribution carried(Goal goal) {
        return release.routing().virtualServices().stream()
                .flatMap(ref -> routes(ref, object -> true).stream())
                .map(route -> numbers(Destination.of(route, naming), goal))
                .filter(numbers -> numbers.values().stream().anyMatch(n -> n > 0))
                .map(DriftSearch::distribution)
                .findFirst()
                .orElse(goal.wanted());
    }

    private Optional<Observation> edited(Goal goal) {
        if (release.stage() == RouteStage.PREPARING) {
            return Optional.empty();
        }
        boolean known =
                release.known().acknowledged() && !release.canaryWeight().equals(Weight.ZERO);
        return release.routing().virtualServices().stream()
                .flatMap(
                        ref ->
                                routes(
                                        ref,
                                        object ->
                                                known
                                                        || Fence.of(release, ref.namespace())
                                                                .wrote(object.tree()))
                                        .stream())
                .flatMap(route -> edited(route, goal).stream())
                .findFirst();
    }

    private List<Route> routes(VirtualServiceRef ref, Predicate<ObservedObject> which) {
        return objects.virtualService(ref)
                .filter(which)
                .map(object -> RouteFinder.find(object, object.tree(), ref, naming).routes())
                .orElse(List.of());
    }

    private Optional<Observation> edited(Route route, Goal goal) {
        List<Destination> all = Destination.of(route, naming);
        Map<Version, Long> numbers = numbers(all, goal);
        List<Long> ours = List.copyOf(numbers.values());
        List<Weight> weights = numbers.keySet().stream().map(goal.wanted()::weightOf).toList();
        long total = all.stream().mapToLong(Destination::weight).sum();
        boolean none = ours.stream().allMatch(n -> n == 0);
        return none || WeightNumbers.agree(ours, weights, total)
                ? Optional.empty()
                : Optional.of(new Observation.RoutesDrifted(route.title(), distribution(numbers)));
    }

    private static Map<Version, Long> numbers(List<Destination> all, Goal goal) {
        Map<Version, Long> numbers = new LinkedHashMap<>();
        goal.versions().forEach(v -> numbers.put(v, 0L));
        all.forEach(
                d ->
                        d.version()
                                .filter(numbers::containsKey)
                                .ifPresent(v -> numbers.merge(v, d.weight(), Long::sum)));
        return numbers;
    }

    private static Distribution distribution(Map<Version, Long> numbers) {
        List<Version> versions = List.copyOf(numbers.keySet());
        List<Long> points = Apportionment.divide(Weight.WHOLE, List.copyOf(numbers.values()));
        Map<Version, Weight> weights = new LinkedHashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            if (points.get(i) > 0) {
                weights.put(versions.get(i), new Weight(Math.toIntExact(points.get(i))));
            }
        }
        return new Distribution(weights);
    }
}
