package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.Release;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the gates of a pending rollout ask of its routes: which version is stable, and all
 * that would keep a weight from being written, from meaning what it says, or from being taken away.
 *
 * @param first the canary's weight at the first step
 */
record GateReader(Release release, Weight first, ObservedObjects objects, Optional<Version> hint) {

    ObservedRoutes read() {
        ObservedRoutes seen =
                new RouteReader(release.service(), release.routing(), objects, hint).read();
        List<String> unsound = new VersionSeparation(release, objects).problems(seen.stable());
        Set<String> problems = new LinkedHashSet<>(seen.problems());
        problems.addAll(unsound);
        PriorTraffic prior = new PriorTraffic(titles(), unsound);
        Optional<Version> other = seen.stable().filter(v -> !v.equals(release.canary()));
        if (other.isPresent()) {
            problems.addAll(
                    Rehearsal.problems(release.beginningWith(prior), first, other.get(), objects));
        }
        return new ObservedRoutes(seen.stable(), List.copyOf(problems), seen.host(), prior);
    }

    private List<String> titles() {
        Naming naming =
                Namings.of(
                        release.service(),
                        release.routing().destinations(),
                        objects,
                        Optional.empty());
        return new UnnamedRoutes(release, naming).titles(objects);
    }
}
