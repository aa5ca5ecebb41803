package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Routing;
import dev.tidegate.core.rollout.Routing.Subsets;
import dev.tidegate.core.rollout.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One plan in the making. Make before break: Preparing writes the DestinationRule alone, every
 * later phase the VirtualServices, and only to subsets that are defined. All objects are planned
 * before one is written. A retreat passes over what is missing, but never over a route that is seen
 * to give the canary traffic. When a rollout has ended, its routes were made already: what was
 * taken away from them since is no concern of its any more.
 */
final class Planning {

    private final Rollout rollout;
    private final Objects objects;
    private final Routing routing;
    private final List<PlannedWrite> writes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Writer> gone;
    private Optional<Fence> newer = Optional.empty();

    Planning(Rollout rollout, Objects objects, Set<Writer> gone) {
        this.rollout = rollout;
        this.objects = objects;
        this.gone = gone;
        this.routing = rollout.plan().routing();
    }

    RoutePlan plan() {
        rollout.wanted().ifPresent(this::plan);
        if (newer.isPresent()) {
            Fence by = newer.get();
            boolean same = Fence.of(rollout, rollout.service().namespace()).ours(by);
            return new RoutePlan.Fenced(
                    by.toString(), same ? Optional.empty() : Optional.of(by.writer()));
        }
        if (rollout.wanted().filter(w -> Goal.of(rollout, w).retreat()).isPresent()) {
            return new RoutePlan.Retreat(writes, rollout.live() ? problems : List.of());
        }
        if (problems.isEmpty()) {
            return new RoutePlan.Writes(writes);
        }
        return rollout.live()
                ? new RoutePlan.Broken(String.join("; ", problems))
                : new RoutePlan.Writes(List.of());
    }

    boolean tidies() {
        return phase() instanceof Phase.Preparing
                && rollout.wanted().isPresent()
                && routing.destinations() instanceof Subsets mode
                && rule(mode).isPresent()
                && new SubsetEdit(mode, rule(mode).get().tree())
                        .addedOthersThan(Goal.of(rollout, rollout.wanted().get()).versions());
    }

    private Phase phase() {
        return rollout.phase() instanceof Phase.Paused paused
                ? paused.interrupted()
                : rollout.phase();
    }

    private void plan(Distribution wanted) {
        Phase phase = phase();
        Goal goal = Goal.of(rollout, wanted);
        if (phase instanceof Phase.Preparing) {
            if (routing.destinations() instanceof Subsets mode) {
                prepare(mode, goal);
            }
        } else if (!(phase instanceof Phase.Failed)) {
            Optional<Subsets> mode =
                    routing.destinations() instanceof Subsets s ? Optional.of(s) : Optional.empty();
            if (goal.retreat()) {
                mode.ifPresent(m -> giveBack(m, goal));
                routing.virtualServices().forEach(ref -> retreat(ref, goal));
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
                            Objects.VIRTUAL_SERVICE,
                            ref.namespace(),
                            ref.name(),
                            "route.virtualServices"));
            return;
        }
        ObservedObject object = found.get();
        Map<String, Object> copy = Tree.copy(object.tree());
        RouteFinder.Found routes = RouteFinder.find(object, copy, ref);
        problems.addAll(routes.problems());
        edit(routes.routes(), copy, naming(Optional.empty()), goal);
        problems.addAll(WebhookChecks.virtualService(object, copy));
        if (!routes.routes().isEmpty()) {
            write(object, copy);
        }
    }

    /** What is missing sends nothing to the canary, and is no obstacle. */
    private void retreat(VirtualServiceRef ref, Goal goal) {
        Optional<ObservedObject> found = virtualService(ref);
        if (found.isEmpty()) {
            return;
        }
        ObservedObject object = found.get();
        Map<String, Object> copy = Tree.copy(object.tree());
        Naming naming = naming(rollout.routes().host());
        RouteFinder.Found named = RouteFinder.find(object, copy, ref);
        List<Route> routes = new ArrayList<>(named.routes());
        if (!named.problems().isEmpty()) {
            routes.addAll(strays(RouteFinder.others(object, copy, named), naming, goal));
        }
        edit(routes, copy, naming, goal);
        if (!routes.isEmpty()) {
            write(object, copy);
        }
    }

    private Optional<ObservedObject> virtualService(VirtualServiceRef ref) {
        return objects.find(Objects.VIRTUAL_SERVICE, ref.namespace(), ref.name());
    }

    private Naming naming(Optional<String> remembered) {
        return Namings.of(rollout.service(), routing.destinations(), objects, remembered);
    }

    private void edit(List<Route> routes, Map<String, Object> copy, Naming naming, Goal goal) {
        for (Route route : routes) {
            new RouteEdit(route, copy, naming, goal).apply().ifPresent(problems::add);
        }
    }

    /**
     * A retreat does not find a route that the policy names. It may have another name now: so these
     * are the others that divide traffic between the canary and the version to go back to. One that
     * sends it to the canary alone may be somebody's own; it is not changed, but said.
     */
    private List<Route> strays(List<Route> others, Naming naming, Goal goal) {
        List<Route> strays = new ArrayList<>();
        for (Route route : others) {
            List<Destination> all = Destination.of(route, naming);
            if (all.stream().anyMatch(d -> d.is(rollout.canary()) && d.weight() > 0)) {
                if (goal.carriers().stream().allMatch(v -> all.stream().anyMatch(d -> d.is(v)))) {
                    strays.add(route);
                } else {
                    problems.add(
                            "%s still sends traffic to %s: %s, and a route of the policy is not there; send it to %s, or bring back the route"
                                    .formatted(
                                            route.title(), rollout.canary(), all, goal.carriers()));
                }
            }
        }
        return strays;
    }

    /** Before a weight: the canary's subset, and none left that nobody needs. */
    private void prepare(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode);
        if (rule.isEmpty()) {
            problems.add(missing(mode));
            return;
        }
        Map<String, Object> copy = Tree.copy(rule.get().tree());
        SubsetEdit edit = new SubsetEdit(mode, copy);
        goal.carriers().stream()
                .filter(v -> !edit.defines(v) && edit.addedByUs(v))
                .forEach(edit::add);
        goal.carriers().stream()
                .filter(v -> !edit.defines(v) && !v.equals(rollout.canary()))
                .map(edit::missing)
                .forEach(problems::add);
        edit.mislabelled(rollout.canary()).ifPresent(problems::add);
        edit.add(rollout.canary());
        if (edit.addedOthersThan(goal.versions())) {
            edit.tidy(needed(goal));
        }
        problems.addAll(WebhookChecks.destinationRule(rule.get(), copy));
        if (!copy.equals(rule.get().tree()) || edit.addedByUs(rollout.canary())) {
            write(rule.get(), copy);
        }
    }

    /** With a weight: no version may get traffic without its subset. */
    private void guard(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode);
        if (rule.isEmpty()) {
            problems.add(missing(mode));
            return;
        }
        SubsetEdit edit = new SubsetEdit(mode, Tree.copy(rule.get().tree()));
        goal.carriers().stream()
                .filter(v -> !edit.defines(v))
                .map(edit::missing)
                .forEach(problems::add);
    }

    /** Before a retreat: the subset of the version to go back to, if somebody took it away. */
    private void giveBack(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode).filter(r -> rollout.live());
        if (rule.isEmpty()) {
            return;
        }
        Map<String, Object> copy = Tree.copy(rule.get().tree());
        SubsetEdit edit = new SubsetEdit(mode, copy);
        List<Version> undefined = goal.carriers().stream().filter(v -> !edit.defines(v)).toList();
        if (!undefined.isEmpty()) {
            undefined.forEach(edit::add);
            write(rule.get(), copy);
        }
    }

    private void write(ObservedObject object, Map<String, Object> copy) {
        Fence fence = Fence.of(rollout, object.namespace());
        newer = newer.or(() -> fence.newerIn(object.tree(), gone));
        fence.stamp(copy);
        if (!copy.equals(object.tree())) {
            writes.add(new PlannedWrite(object.kind(), object.namespace(), object.name(), copy));
        }
    }

    private Set<String> needed(Goal goal) {
        Set<String> needed = new HashSet<>();
        goal.versions().forEach(v -> needed.add(v.name()));
        for (ObservedObject object : objects.all()) {
            if (object.kind().equals(Objects.VIRTUAL_SERVICE)) {
                SubsetEdit.references(object.tree(), needed);
            }
        }
        return needed;
    }

    private Optional<ObservedObject> rule(Subsets mode) {
        return objects.find(Objects.DESTINATION_RULE, mode.namespace(), mode.destinationRule());
    }

    private String missing(Subsets mode) {
        return objects.missing(
                Objects.DESTINATION_RULE,
                mode.namespace(),
                mode.destinationRule(),
                "route.destinationRule");
    }
}
