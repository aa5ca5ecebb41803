package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RouteStage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans a release on the objects as they are, before anything is written: its subset, its first and
 * its last weight, and the way back. What any of them would refuse, the gate refuses.
 */
final class Rehearsal {

    private final Version stable;
    private final Set<String> problems = new LinkedHashSet<>();
    private Release release;
    private ObservedObjects objects;

    private Rehearsal(Release release, Version stable, ObservedObjects objects) {
        this.release = release;
        this.stable = stable;
        this.objects = objects;
    }

    /**
     * What would be refused, each a sentence for a person.
     *
     * @param first the canary's weight at the first step
     */
    static List<String> problems(
            Release release, Weight first, Version stable, ObservedObjects objects) {
        Rehearsal rehearsal = new Rehearsal(release, stable, objects);
        rehearsal.play(RouteStage.PREPARING, Weight.ZERO);
        rehearsal.play(RouteStage.MOVING, first);
        rehearsal.play(RouteStage.MOVING, Weight.FULL);
        rehearsal.play(RouteStage.RETREATING, Weight.ZERO);
        return List.copyOf(rehearsal.problems);
    }

    private void play(RouteStage stage, Weight canary) {
        Distribution wanted =
                canary.equals(Weight.ZERO)
                        ? Distribution.all(stable)
                        : Distribution.split(stable, release.canary(), canary);
        release = release.then(stage, stable, wanted);
        Draft draft = new Planning(release, objects, Set.of()).draft();
        problems.addAll(draft.problems());
        objects = objects.with(draft.writes());
    }
}
