package dev.tidegate.core.route.istio;

import dev.tidegate.core.event.Problems;
import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.RouteStage;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.route.Writer;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plans the writes that give a release the routes it wants. Make before break: Preparing writes the
 * DestinationRule alone, every later phase the VirtualServices, and only to subsets that are
 * defined. All objects are planned before one is written. A retreat passes over what is missing,
 * but never over a route that is seen to give the canary traffic. The routes of a rollout that has
 * ended were made already: what cannot be found any more is no problem then.
 */
final class Planning {

    private final Release release;
    private final ObservedObjects objects;
    private final Routing routing;
    private final Set<Writer> gone;
    private final FencedWrites writes;
    private final List<String> problems = new ArrayList<>();

    Planning(Release release, ObservedObjects objects, Set<Writer> gone) {
        this.release = release;
        this.objects = objects;
        this.gone = gone;
        this.routing = release.routing();
        this.writes = new FencedWrites(release, gone);
    }

    RoutePlan plan() {
        Draft draft = draft();
        if (writes.fenced().isPresent()) {
            return writes.fenced().get();
        }
        boolean live = release.stage().live();
        if (release.retreats()) {
            return new RoutePlan.Retreat(draft.writes(), live ? problems : List.of());
        }
        if (problems.isEmpty()) {
            return new RoutePlan.Writes(draft.writes());
        }
        return live
                ? new RoutePlan.Broken(Problems.whole(problems))
                : new RoutePlan.Writes(List.of());
    }

    /** The writes and the problems of the plan, whoever wrote last. */
    Draft draft() {
        release.traffic().ifPresent(traffic -> plan(Goal.of(release, traffic)));
        return new Draft(writes.all(), problems);
    }

    boolean tidies() {
        return release.traffic()
                .flatMap(traffic -> subsets(Goal.of(release, traffic), objects::rule))
                .filter(SubsetPlanning::tidies)
                .isPresent();
    }

    private void plan(Goal goal) {
        List<String> unnamed =
                goal.carriers().stream().flatMap(v -> routing.unnamed(v).stream()).toList();
        problems.addAll(unnamed);
        if (!unnamed.isEmpty()) {
            return;
        }
        if (release.stage() == RouteStage.PREPARING) {
            needed(goal).ifPresent(subsets -> subsets.prepare(writes, problems));
        } else if (release.stage() != RouteStage.UNTOUCHED) {
            if (goal.retreat()) {
                subsets(goal, objects::rule).ifPresent(subsets -> subsets.giveBack(writes));
                retreat(goal);
            } else {
                Set<ObservedObject> named = new LinkedHashSet<>();
                for (VirtualServiceRef ref : routing.virtualServices()) {
                    objects.virtualService(ref, problems).ifPresent(named::add);
                }
                named.forEach(object -> move(object, goal));
                needed(goal).ifPresent(subsets -> subsets.guard(writes, problems));
            }
        }
    }

    /** The DestinationRule's part; a rule that is missing is a problem. */
    private Optional<SubsetPlanning> needed(Goal goal) {
        return subsets(goal, mode -> objects.rule(mode, problems));
    }

    /** The DestinationRule's part, where there is one. */
    private Optional<SubsetPlanning> subsets(
            Goal goal, Function<Subsets, Optional<ObservedObject>> rule) {
        return routing.destinations() instanceof Subsets mode
                ? rule.apply(mode).map(it -> new SubsetPlanning(release, goal, mode, it, objects))
                : Optional.empty();
    }

    private void move(ObservedObject object, Goal goal) {
        Map<String, Object> copy = Tree.copy(object.tree());
        Naming naming = naming(Optional.empty());
        Fence fence = Fence.of(release, object.namespace());
        RouteFinder.Found routes = RouteFinder.named(object, copy, routing, naming);
        problems.addAll(routes.problems());
        List<Double> before = shares(routes.routes(), naming);
        List<Route> others = RouteFinder.others(object, copy, routes, naming);
        List<String> notes =
                new ArrayList<>(
                        new LostKeys(copy, naming, fence, release).give(routes.routes(), others));
        StepAdditions additions = new StepAdditions(routes.routes(), others, copy, naming, release);
        additions.take();
        notes.addAll(edit(routes.routes(), copy, naming, goal));
        problems.addAll(additions.write(routes.routes(), goal));
        ManagedRoutes managed = new ManagedRoutes(object, copy, naming, fence.owner());
        List<Map<String, Object>> segments = managed.all();
        problems.addAll(managed.write(routes.routes(), goal));
        boolean more = !managed.all().isEmpty() && !managed.all().equals(segments);
        problems.addAll(WebhookChecks.virtualService(object, copy));
        if (!routes.routes().isEmpty()) {
            List<Double> after = shares(routes.routes(), naming);
            boolean gives =
                    more
                            || IntStream.range(0, after.size())
                                    .anyMatch(i -> after.get(i) > before.get(i));
            writes.add(object, copy, gives, notes);
        }
    }

    /** The routes that the policy names, and all others. */
    static List<Route> both(List<Route> named, List<Route> others) {
        return Stream.concat(named.stream(), others.stream()).toList();
    }

    /** Of each route the canary's share, of requests and of copies. */
    private List<Double> shares(List<Route> routes, Naming naming) {
        return routes.stream()
                .flatMap(
                        route ->
                                Stream.of(
                                        Destination.share(
                                                Destination.of(route, naming), release.canary()),
                                        RouteMirrors.share(route, release.canary(), naming)))
                .toList();
    }

    private void retreat(Goal goal) {
        Naming naming = naming(release.known().host());
        Retreating retreating = new Retreating(release, objects, naming, goal, gone);
        retreating
                .edits()
                .forEach(
                        edited ->
                                writes.add(edited.object(), edited.copy(), false, edited.notes()));
        problems.addAll(retreating.problems());
    }

    private Naming naming(Optional<String> remembered) {
        return Namings.of(release.service(), routing.destinations(), objects, remembered);
    }

    private List<String> edit(
            List<Route> routes, Map<String, Object> copy, Naming naming, Goal goal) {
        List<String> notes = new ArrayList<>();
        for (Route route : routes) {
            RouteEdit edit = new RouteEdit(route, copy, naming, goal);
            edit.apply().ifPresent(problems::add);
            notes.addAll(edit.notes());
        }
        return notes;
    }
}
