package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.traffic.StepTraffic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the gates of a pending rollout ask of its routes: which version is stable, and all
 * that would keep a weight from being written, from meaning what it says, or from being taken away.
 *
 * @param steps what each gives the canary
 */
record GateReader(
        Release release, List<StepTraffic> steps, ObservedObjects objects, Optional<Version> hint) {

    ObservedRoutes read() {
        ObservedRoutes seen =
                new RouteReader(release.service(), release.routing(), objects, hint).read();
        List<String> unsound = new VersionSeparation(release, objects).problems(seen.stable());
        Set<String> problems = new LinkedHashSet<>(seen.problems());
        problems.addAll(unsound);
        problems.addAll(lookalikes());
        PriorTraffic prior = new PriorTraffic(titles(), unsound);
        Optional<Version> other = seen.stable().filter(v -> !v.equals(release.canary()));
        Optional<String> unnamed = release.routing().unnamed(release.canary());
        unnamed.ifPresent(problems::add);
        if (other.isPresent() && unnamed.isEmpty()) {
            problems.addAll(
                    Rehearsal.problems(release.beginningWith(prior), steps, other.get(), objects));
        }
        return new ObservedRoutes(seen.stable(), List.copyOf(problems), seen.host(), prior);
    }

    /** A user's route with such a name would be taken for Tidegate's own, and taken away. */
    private List<String> lookalikes() {
        return objects.named(release.routing())
                .flatMap(
                        object ->
                                ManagedNames.of(object.tree()).unlisted().stream()
                                        .map(name -> lookalike(object, name)))
                .toList();
    }

    private static String lookalike(ObservedObject object, String name) {
        return "%s, http route \"%s\" has a name that begins with %s, as those do that Tidegate makes and takes away; give it another one"
                .formatted(object.title(), name, ManagedNames.PREFIX);
    }

    private List<String> titles() {
        Naming naming =
                Namings.of(
                        release.service(),
                        release.routing().destinations(),
                        objects,
                        Optional.empty());
        List<String> titles = new ArrayList<>(new UnnamedRoutes(release, naming).titles(objects));
        titles.addAll(new PriorMirrors(release, naming).titles(objects));
        return titles;
    }
}
