package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Problems;
import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One plan in the making. Make before break: Preparing writes the DestinationRule alone, every
 * later phase the VirtualServices, and only to subsets that are defined. All objects are planned
 * before one is written. A retreat passes over what is missing, but never over a route that is seen
 * to give the canary traffic. When a rollout has ended, its routes were made already: what was
 * taken away from them since is no concern of its any more.
 */
final class Planning {

    private final Release release;
    private final ObservedObjects objects;
    private final Routing routing;
    private final List<PlannedWrite> writes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Writer> gone;
    private Optional<Fence> newer = Optional.empty();
    private String fenced = "";

    Planning(Release release, ObservedObjects objects, Set<Writer> gone) {
        this.release = release;
        this.objects = objects;
        this.gone = gone;
        this.routing = release.routing();
    }

    RoutePlan plan() {
        release.wanted().ifPresent(this::plan);
        if (newer.isPresent()) {
            Fence by = newer.get();
            boolean same = Fence.of(release, release.service().namespace()).ours(by);
            return new RoutePlan.Fenced(fenced, same ? Optional.empty() : Optional.of(by.writer()));
        }
        if (release.retreats()) {
            return new RoutePlan.Retreat(writes, release.stage().live() ? problems : List.of());
        }
        if (problems.isEmpty()) {
            return new RoutePlan.Writes(writes);
        }
        return release.stage().live()
                ? new RoutePlan.Broken(Problems.whole(problems))
                : new RoutePlan.Writes(List.of());
    }

    /** The writes and the problems of the plan, whoever wrote last. */
    Draft draft() {
        release.wanted().ifPresent(this::plan);
        return new Draft(writes, problems);
    }

    boolean tidies() {
        if (release.wanted().isEmpty()
                || !(routing.destinations() instanceof Subsets mode)
                || rule(mode).isEmpty()) {
            return false;
        }
        Goal goal = Goal.of(release, release.wanted().get());
        Map<String, Object> rule = rule(mode).get().tree();
        UnusedSubsets unused = new UnusedSubsets(mode, rule, goal.versions());
        return release.stage() == RouteStage.PREPARING ? unused.possible() : unused.noted();
    }

    private void plan(Distribution wanted) {
        Goal goal = Goal.of(release, wanted);
        if (release.stage() == RouteStage.PREPARING) {
            if (routing.destinations() instanceof Subsets mode) {
                prepare(mode, goal);
            }
        } else if (release.stage() != RouteStage.UNTOUCHED) {
            Optional<Subsets> mode =
                    routing.destinations() instanceof Subsets s ? Optional.of(s) : Optional.empty();
            if (goal.retreat()) {
                mode.ifPresent(m -> giveBack(m, goal));
                retreat(goal);
            } else {
                routing.virtualServices().forEach(ref -> move(ref, goal));
                mode.ifPresent(m -> guard(m, goal));
            }
        }
    }

    private void move(VirtualServiceRef ref, Goal goal) {
        Optional<ObservedObject> found = virtualService(ref);
        if (found.isEmpty()) {
            problems.add(
                    objects.missing(
                            ObservedObjects.VIRTUAL_SERVICE,
                            ref.namespace(),
                            ref.name(),
                            "route.virtualServices"));
            return;
        }
        ObservedObject object = found.get();
        Map<String, Object> copy = Tree.copy(object.tree());
        Naming naming = naming(Optional.empty());
        RouteFinder.Found routes = RouteFinder.find(object, copy, ref, naming);
        problems.addAll(routes.problems());
        List<Double> before = shares(routes.routes(), naming);
        List<String> notes =
                new ArrayList<>(
                        new LostKeys(copy, naming, Fence.of(release, object.namespace()), release)
                                .give(
                                        routes.routes(),
                                        RouteFinder.others(object, copy, routes, naming)));
        notes.addAll(edit(routes.routes(), copy, naming, goal));
        problems.addAll(WebhookChecks.virtualService(object, copy));
        if (!routes.routes().isEmpty()) {
            List<Double> after = shares(routes.routes(), naming);
            boolean gives =
                    IntStream.range(0, after.size()).anyMatch(i -> after.get(i) > before.get(i));
            write(object, copy, gives, notes);
        }
    }

    /** Of each route the canary's share. */
    private List<Double> shares(List<Route> routes, Naming naming) {
        return routes.stream()
                .map(route -> Destination.share(Destination.of(route, naming), release.canary()))
                .toList();
    }

    private void retreat(Goal goal) {
        Naming naming = naming(release.known().host());
        Retreating retreating = new Retreating(release, objects, naming, goal, gone);
        retreating
                .edits()
                .forEach(edited -> write(edited.object(), edited.copy(), false, edited.notes()));
        problems.addAll(retreating.problems());
    }

    private Optional<ObservedObject> virtualService(VirtualServiceRef ref) {
        return objects.find(ObservedObjects.VIRTUAL_SERVICE, ref.namespace(), ref.name());
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

    /** Before a weight: the canary's subset. What nobody needs any more is noted, once. */
    private void prepare(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode);
        if (rule.isEmpty()) {
            problems.add(missing(mode));
            return;
        }
        Map<String, Object> copy = Tree.copy(rule.get().tree());
        SubsetEdit edit = edit(mode, rule.get(), copy);
        goal.carriers().stream()
                .filter(v -> edit.addedByUs(v))
                .filter(v -> !edit.defines(v) || edit.strayed(v))
                .forEach(edit::add);
        goal.carriers().stream()
                .filter(v -> !edit.defines(v) && !v.equals(release.canary()))
                .map(edit::missing)
                .forEach(problems::add);
        edit.add(release.canary());
        edit.mislabelled(release.canary()).ifPresent(problems::add);
        UnusedSubsets unused = new UnusedSubsets(mode, copy, goal.versions());
        boolean first = !Fence.of(release, mode.namespace()).wrote(copy);
        if (first && (unused.possible() || unused.noted())) {
            unused.note(objects);
        }
        problems.addAll(WebhookChecks.destinationRule(rule.get(), copy));
        if (!copy.equals(rule.get().tree())
                || edit.addedByUs(release.canary())
                || unused.possible()) {
            write(rule.get(), copy, true, List.of());
        }
    }

    /** With a weight: no version may get traffic without its subset; what is unused goes. */
    private void guard(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode);
        if (rule.isEmpty()) {
            problems.add(missing(mode));
            return;
        }
        Map<String, Object> copy = Tree.copy(rule.get().tree());
        SubsetEdit edit = edit(mode, rule.get(), copy);
        goal.carriers().stream()
                .filter(v -> !edit.defines(v))
                .map(edit::missing)
                .forEach(problems::add);
        UnusedSubsets unused = new UnusedSubsets(mode, copy, goal.versions());
        if (release.stage().live() && unused.noted()) {
            unused.takeAway(edit, objects);
            write(rule.get(), copy, false, List.of());
        }
    }

    /** Before a retreat: the subset of the version to go back to, if somebody took it away. */
    private void giveBack(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode).filter(r -> release.stage().live());
        if (rule.isEmpty()) {
            return;
        }
        Map<String, Object> copy = Tree.copy(rule.get().tree());
        SubsetEdit edit = edit(mode, rule.get(), copy);
        List<Version> undefined = goal.carriers().stream().filter(v -> !edit.defines(v)).toList();
        if (!undefined.isEmpty()) {
            undefined.forEach(edit::add);
            write(rule.get(), copy, false, List.of());
        }
    }

    private void write(
            ObservedObject object, Map<String, Object> copy, boolean gives, List<String> notes) {
        Fence fence = Fence.of(release, object.namespace());
        if (newer.isEmpty()) {
            newer = fence.newerIn(object.tree(), gone);
            fenced =
                    "%s %s/%s was written by the newer %s"
                            .formatted(
                                    object.kind(),
                                    object.namespace(),
                                    object.name(),
                                    newer.map(Fence::toString).orElse(""));
        }
        fence.stamp(copy);
        if (!copy.equals(object.tree())) {
            writes.add(
                    new PlannedWrite(
                            object.kind(), object.namespace(), object.name(), copy, gives, notes));
        }
    }

    private SubsetEdit edit(Subsets mode, ObservedObject rule, Map<String, Object> tree) {
        return new SubsetEdit(mode, tree, MergedRules.of(rule, objects));
    }

    private Optional<ObservedObject> rule(Subsets mode) {
        return objects.find(
                ObservedObjects.DESTINATION_RULE, mode.namespace(), mode.destinationRule());
    }

    private String missing(Subsets mode) {
        return objects.missing(
                ObservedObjects.DESTINATION_RULE,
                mode.namespace(),
                mode.destinationRule(),
                "route.destinationRule");
    }
}
