package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RouteStage;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Traffic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans a release on the objects as they are, before anything is written: its subset, its first and
 * its last weight, each step that has a match, and the way back. What any of them would refuse, the
 * gate refuses, and a match that no request can meet.
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

    /** What would be refused of {@code steps}, each a sentence for a person. */
    static List<String> problems(
            Release release, List<StepTraffic> steps, Version stable, ObservedObjects objects) {
        Rehearsal rehearsal = new Rehearsal(release, stable, objects);
        rehearsal.play(RouteStage.PREPARING, Traffic.all(stable));
        for (StepTraffic step : steps) {
            if (step.equals(steps.getFirst()) || !step.plain()) {
                rehearsal.play(
                        RouteStage.MOVING,
                        step.between(stable, release.canary(), release.identity().uid()));
            }
        }
        rehearsal.play(RouteStage.MOVING, Traffic.all(release.canary()));
        rehearsal.play(RouteStage.RETREATING, Traffic.all(stable));
        rehearsal.problems.addAll(new UnmetMatches(release, objects).problems(steps));
        return List.copyOf(rehearsal.problems);
    }

    private void play(RouteStage stage, Traffic wanted) {
        release = release.then(stage, stable, wanted);
        Draft draft = new Planning(release, objects, Set.of()).draft();
        problems.addAll(draft.problems());
        objects = objects.with(draft.writes());
    }
}
