package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RouteStage;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.List;
import java.util.Map;

/**
 * Plans what becomes of the DestinationRule: which subsets a release adds, needs and takes away.
 */
final class SubsetPlanning {

    private final Release release;
    private final Goal goal;
    private final ObservedObject rule;
    private final ObservedObjects objects;
    private final Map<String, Object> copy;
    private final SubsetEdit edit;
    private final UnusedSubsets unused;

    SubsetPlanning(
            Release release,
            Goal goal,
            Subsets mode,
            ObservedObject rule,
            ObservedObjects objects) {
        this.release = release;
        this.goal = goal;
        this.rule = rule;
        this.objects = objects;
        this.copy = Tree.copy(rule.tree());
        this.edit = new SubsetEdit(mode, rule, copy, objects);
        this.unused = new UnusedSubsets(mode, copy, goal.versions());
    }

    /** Whether the plan may remove a subset. */
    boolean tidies() {
        return release.stage() == RouteStage.PREPARING ? unused.possible() : unused.noted();
    }

    /** Before a weight: the canary's subset. What nobody needs any more is noted, once. */
    void prepare(FencedWrites writes, List<String> problems) {
        goal.carriers().stream()
                .filter(edit::addedByUs)
                .filter(v -> !edit.defines(v) || edit.strayed(v))
                .forEach(edit::add);
        goal.carriers().stream()
                .filter(v -> !edit.defines(v) && !v.equals(release.canary()))
                .map(edit::missing)
                .forEach(problems::add);
        edit.add(release.canary());
        edit.mislabelled(release.canary()).ifPresent(problems::add);
        boolean first = !Fence.of(release, rule.namespace()).wrote(copy);
        if (first && (unused.possible() || unused.noted())) {
            unused.note(objects);
        }
        problems.addAll(WebhookChecks.destinationRule(rule, copy));
        if (!copy.equals(rule.tree()) || edit.addedByUs(release.canary()) || unused.possible()) {
            writes.add(rule, copy, true, List.of());
        }
    }

    /** With a weight: no version may get traffic without its subset; what is unused goes. */
    void guard(FencedWrites writes, List<String> problems) {
        undefined().stream().map(edit::missing).forEach(problems::add);
        if (release.stage().live() && unused.noted()) {
            unused.takeAway(edit, objects);
            writes.add(rule, copy, false, List.of());
        }
    }

    /** Before a retreat: the subset of the version to go back to, if somebody took it away. */
    void giveBack(FencedWrites writes) {
        List<Version> undefined = undefined();
        if (release.stage().live() && !undefined.isEmpty()) {
            undefined.forEach(edit::add);
            writes.add(rule, copy, false, List.of());
        }
    }

    /** The versions that must get traffic and have no subset. */
    private List<Version> undefined() {
        return goal.reached().stream().filter(v -> !edit.defines(v)).toList();
    }
}
