package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the gates of a pending rollout ask of its routes: which version is stable, and all
 * that would keep a weight from being written, from meaning what it says, or from being taken away.
 */
record GateReading(Rollout rollout, Objects objects, Optional<Version> hint) {

    Reading read() {
        Reading seen = new RouteReading(rollout.service(), rollout.plan(), objects, hint).read();
        List<String> unsound = new Selection(rollout, objects).problems(seen.stable());
        Set<String> problems = new LinkedHashSet<>(seen.problems());
        problems.addAll(unsound);
        List<String> standing = new ArrayList<>(titles());
        standing.addAll(unsound);
        Optional<Version> other = seen.stable().filter(v -> !v.equals(rollout.canary()));
        if (other.isPresent()) {
            problems.addAll(
                    Rehearsal.problems(rollout.beginningWith(standing), other.get(), objects));
        }
        return new Reading(seen.stable(), List.copyOf(problems), seen.host(), standing);
    }

    private List<String> titles() {
        Naming naming =
                Namings.of(
                        rollout.service(),
                        rollout.plan().routing().destinations(),
                        objects,
                        Optional.empty());
        return new Strays(rollout, naming).titles(objects);
    }
}
