package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Apportionment;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.distribution.WeightNumbers;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds routes whose weights are no longer what the rollout wrote. An object it has not written yet
 * has not drifted; one that is known to have been written has, even when the annotations that say
 * so were taken away too.
 */
final class DriftSearch {

    private final Rollout rollout;
    private final Objects objects;
    private final Naming naming;

    DriftSearch(Rollout rollout, Objects objects) {
        this.rollout = rollout;
        this.objects = objects;
        this.naming =
                Namings.of(
                        rollout.service(),
                        rollout.plan().routing().destinations(),
                        objects,
                        Optional.empty());
    }

    Optional<Drift> first() {
        return rollout.wanted()
                .flatMap(
                        wanted ->
                                rollout.plan().routing().virtualServices().stream()
                                        .flatMap(ref -> written(ref).stream())
                                        .flatMap(
                                                route ->
                                                        drift(route, Goal.of(rollout, wanted))
                                                                .stream())
                                        .findFirst());
    }

    private List<Route> written(VirtualServiceRef ref) {
        Fence fence = Fence.of(rollout, ref.namespace());
        boolean known =
                rollout.routes().acknowledged() == rollout.wantedRevision()
                        && !rollout.canaryWeight().equals(Weight.ZERO);
        return objects.find(Objects.VIRTUAL_SERVICE, ref.namespace(), ref.name())
                .filter(object -> known || fence.wrote(object.tree()))
                .map(object -> RouteFinder.find(object, object.tree(), ref).routes())
                .orElse(List.of());
    }

    private Optional<Drift> drift(Route route, Goal goal) {
        List<Destination> all = Destination.of(route, naming);
        Map<Version, Long> numbers = new LinkedHashMap<>();
        goal.versions().forEach(v -> numbers.put(v, 0L));
        all.forEach(
                d ->
                        d.version()
                                .filter(numbers::containsKey)
                                .ifPresent(v -> numbers.merge(v, d.weight(), Long::sum)));
        List<Long> ours = List.copyOf(numbers.values());
        List<Weight> weights = numbers.keySet().stream().map(goal.wanted()::weightOf).toList();
        long total = all.stream().mapToLong(Destination::weight).sum();
        boolean none = ours.stream().allMatch(n -> n == 0);
        return none || WeightNumbers.agree(ours, weights, total)
                ? Optional.empty()
                : Optional.of(
                        new Drift(
                                route.title(),
                                distribution(new ArrayList<>(numbers.keySet()), ours)));
    }

    private static Distribution distribution(List<Version> versions, List<Long> numbers) {
        List<Long> points = Apportionment.divide(Weight.WHOLE, numbers);
        Map<Version, Weight> weights = new LinkedHashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            if (points.get(i) > 0) {
                weights.put(versions.get(i), new Weight(Math.toIntExact(points.get(i))));
            }
        }
        return new Distribution(weights);
    }
}
