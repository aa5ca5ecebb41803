package dev.tidegate.simulation;

import dev.tidegate.simulation.judge.Invariant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the fewest acts of a plan with which an invariant still does not hold: the shortest prefix
 * by time first, then by leaving out ever smaller parts (delta debugging; Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input").
 */
final class Shrinker {

    private final Plan plan;
    private final Invariant invariant;

    Shrinker(Plan plan, Invariant invariant) {
        this.plan = plan;
        this.invariant = invariant;
    }

    /**
     * The shortest plan that was found.
     *
     * @param until when it did not hold, since the start: what comes after that is left out at once
     */
    Plan shortest(Duration until) {
        List<Act> acts =
                plan.acts().stream().filter(act -> act.at().compareTo(until) <= 0).toList();
        if (!fails(acts)) {
            acts = plan.acts();
        }
        int parts = 2;
        while (acts.size() >= 2 && parts <= acts.size()) {
            List<Act> fewer = fewer(acts, parts);
            if (fewer.size() < acts.size()) {
                acts = fewer;
                parts = Math.max(parts - 1, 2);
            } else if (parts == acts.size()) {
                break;
            } else {
                parts = Math.min(acts.size(), 2 * parts);
            }
        }
        return plan.with(acts);
    }

    /** The acts without one of so many parts; all of them when each is needed. */
    private List<Act> fewer(List<Act> acts, int parts) {
        for (int i = 0; i < parts; i++) {
            List<Act> rest = new ArrayList<>(acts.subList(0, acts.size() * i / parts));
            rest.addAll(acts.subList(acts.size() * (i + 1) / parts, acts.size()));
            if (fails(rest)) {
                return rest;
            }
        }
        return acts;
    }

    private boolean fails(List<Act> acts) {
        return Simulation.play(plan.with(acts), false)
                .violation()
                .filter(v -> v.invariant() == invariant)
                .isPresent();
    }
}
