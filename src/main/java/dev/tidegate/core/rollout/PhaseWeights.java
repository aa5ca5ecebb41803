package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;

import java.util.Optional;

/** Which weights a rollout's plan gives each phase, and which step a phase is. */
record PhaseWeights(Rollout rollout) {

    /** The weights that {@code phase} wants; empty when it touches no route. */
    Optional<Distribution> wantedIn(Phase.Pausable phase) {
        return switch (phase) {
            case Phase.Pending p -> Optional.empty();
            case Phase.Preparing p -> rollout.wanted();
            case Phase.Progressing p ->
                    Optional.of(split(rollout.plan().steps().get(p.step()).weight()));
            case Phase.Baking b -> Optional.of(split(Weight.FULL));
        };
    }

    /** Number of the phase's step, from 1; 0 before the first. */
    int step(Phase phase) {
        int steps = rollout.plan().steps().size();
        return switch (phase) {
            case Phase.Progressing p -> p.step() + 1;
            case Phase.Paused p -> step(p.interrupted());
            case Phase.Baking b -> steps;
            case Phase.Succeeded s -> steps;
            case Phase.Pending p -> 0;
            case Phase.Preparing p -> p.step();
            case Phase.RollingBack p -> rollout.history().getLast().step();
            case Phase.RolledBack p -> rollout.history().getLast().step();
            case Phase.Superseded p -> rollout.history().getLast().step();
            case Phase.Failed f -> 0;
        };
    }

    Distribution split(Weight canary) {
        return Distribution.split(rollout.stable().orElseThrow(), rollout.canary(), canary);
    }
}
