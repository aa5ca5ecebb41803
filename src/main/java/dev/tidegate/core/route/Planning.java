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
 * before one is written. When a rollout has ended, its routes were made already: what was taken
 * away from them since is no concern of its any more.
 */
final class Planning {

    private final Rollout rollout;
    private final Objects objects;
    private final Routing routing;
    private final List<PlannedWrite> writes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<Fence> newer = Optional.empty();

    Planning(Rollout rollout, Objects objects) {
        this.rollout = rollout;
        this.objects = objects;
        this.routing = rollout.plan().routing();
    }

    RoutePlan plan() {
        rollout.wanted().ifPresent(this::plan);
        if (newer.isPresent()) {
            return new RoutePlan.Fenced(newer.get().toString());
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
            routing.virtualServices().forEach(ref -> move(ref, goal));
            if (routing.destinations() instanceof Subsets mode) {
                guard(mode, goal);
            }
        }
    }

    private void move(VirtualServiceRef ref, Goal goal) {
        Optional<ObservedObject> found =
                objects.find(Objects.VIRTUAL_SERVICE, ref.namespace(), ref.name());
        List<String> trouble = new ArrayList<>();
        if (found.isEmpty()) {
            trouble.add(
                    objects.missing(
                            Objects.VIRTUAL_SERVICE,
                            ref.namespace(),
                            ref.name(),
                            "route.virtualServices"));
        } else {
            ObservedObject object = found.get();
            Map<String, Object> copy = Tree.copy(object.tree());
            RouteFinder.Found routes = RouteFinder.find(object, copy, ref);
            trouble.addAll(routes.problems());
            Naming naming = Namings.of(rollout.service(), routing.destinations(), objects);
            for (Route route : routes.routes()) {
                new RouteEdit(route, copy, naming, goal).apply().ifPresent(trouble::add);
            }
            trouble.addAll(WebhookChecks.virtualService(object, copy));
            if (!routes.routes().isEmpty()) {
                write(object, copy);
            }
        }
        if (!goal.retreat()) {
            problems.addAll(trouble);
        }
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
                .filter(v -> !edit.defines(v))
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

    /**
     * With a weight: no version may get traffic without its subset; a retreat gives the stable
     * version's back instead.
     */
    private void guard(Subsets mode, Goal goal) {
        Optional<ObservedObject> rule = rule(mode);
        if (rule.isEmpty()) {
            if (!goal.retreat()) {
                problems.add(missing(mode));
            }
            return;
        }
        Map<String, Object> copy = Tree.copy(rule.get().tree());
        SubsetEdit edit = new SubsetEdit(mode, copy);
        List<Version> undefined = goal.carriers().stream().filter(v -> !edit.defines(v)).toList();
        if (goal.retreat() && rollout.live() && !undefined.isEmpty()) {
            undefined.forEach(edit::add);
            write(rule.get(), copy);
        } else if (!goal.retreat()) {
            undefined.stream().map(edit::missing).forEach(problems::add);
        }
    }

    private void write(ObservedObject object, Map<String, Object> copy) {
        Fence fence = Fence.of(rollout, object.namespace());
        newer = newer.or(() -> fence.newerIn(object.tree()));
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
