package dev.tidegate.core.route.istio;

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
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return release.traffic()
                .map(traffic -> Goal.of(release, traffic))
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
        Set<Version> needed = new LinkedHashSet<>(goal.reached());
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
        return objects.named(release.routing())
                .flatMap(object -> routes(object).stream())
                .map(route -> RouteShares.of(Destination.of(route, naming), goal))
                .filter(RouteShares::some)
                .map(RouteShares::distribution)
                .findFirst()
                .orElse(goal.wanted());
    }

    private Optional<Observation> edited(Goal goal) {
        if (release.stage() == RouteStage.PREPARING) {
            return Optional.empty();
        }
        boolean known = release.known().acknowledged() && release.reachesCanary();
        return objects.named(release.routing())
                .filter(o -> known || Fence.of(release, o.namespace()).wrote(o.tree()))
                .flatMap(object -> edited(object, goal).stream())
                .findFirst();
    }

    private Optional<Observation> edited(ObservedObject object, Goal goal) {
        boolean segments = stand(object, goal);
        List<Route> routes = routes(object);
        return routes.stream()
                .filter(route -> !carries(route, goal))
                .findFirst()
                .or(() -> segments ? Optional.empty() : routes.stream().findFirst())
                .map(route -> drifted(route, goal, segments));
    }

    /** Whether all that the step adds beside weights stands there as it is to. */
    private boolean stand(ObservedObject object, Goal goal) {
        Map<String, Object> copy = Tree.copy(object.tree());
        String owner = Fence.of(release, object.namespace()).owner();
        ManagedRoutes wanted = new ManagedRoutes(object, copy, naming, owner);
        RouteFinder.Found routes = RouteFinder.named(object, copy, release.routing(), naming);
        List<Route> others = RouteFinder.others(object, copy, routes, naming);
        StepAdditions additions = new StepAdditions(routes.routes(), others, copy, naming, release);
        additions.take();
        List<String> obstacles = new ArrayList<>(additions.write(routes.routes(), goal));
        obstacles.addAll(wanted.write(routes.routes(), goal));
        // the next write tells what is in its way; nothing can be put right before
        return !obstacles.isEmpty()
                || wanted.order(goal)
                        .equals(
                                new ManagedRoutes(object, object.tree(), naming, owner)
                                        .order(goal));
    }

    private List<Route> routes(ObservedObject object) {
        return RouteFinder.named(object, object.tree(), release.routing(), naming).routes();
    }

    private boolean carries(Route route, Goal goal) {
        List<Destination> all = Destination.of(route, naming);
        Map<Version, Long> numbers = RouteShares.of(all, goal);
        List<Weight> weights = numbers.keySet().stream().map(goal.wanted()::weightOf).toList();
        long total = all.stream().mapToLong(Destination::weight).sum();
        return !RouteShares.some(numbers)
                || WeightNumbers.agree(List.copyOf(numbers.values()), weights, total);
    }

    private Observation drifted(Route route, Goal goal, boolean segments) {
        Map<Version, Long> numbers = RouteShares.of(Destination.of(route, naming), goal);
        return new Observation.RoutesDrifted(
                route.title(),
                RouteShares.some(numbers) ? RouteShares.distribution(numbers) : goal.wanted(),
                segments);
    }
}
