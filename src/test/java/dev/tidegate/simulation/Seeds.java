package dev.tidegate.simulation;

import dev.tidegate.simulation.judge.Violation;

import java.util.Optional;

/** Seeds for those who load the simulation anew, and share no class with it. */
public final class Seeds {

    private Seeds() {}

    /** The first seed that breaks a promise, and which, parted by a blank; empty if none does. */
    public static String firstFailure(long first, long end) {
        for (long seed = first; seed < end; seed++) {
            Optional<Violation> found = Simulation.play(Plan.of(seed), false).violation();
            if (found.isPresent()) {
                return seed + " " + found.get().invariant();
            }
        }
        return "";
    }
}
