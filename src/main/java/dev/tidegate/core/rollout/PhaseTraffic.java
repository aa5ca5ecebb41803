package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Traffic;

import java.util.List;
import java.util.Optional;

/** Which traffic a rollout's plan gives each phase, and which step a phase is. */
record PhaseTraffic(Rollout rollout) {

    /** The traffic that {@code phase} wants; empty when it touches no route. */
    Optional<Traffic> wantedIn(Phase.Pausable phase) {
        return switch (phase) {
            case Phase.Pending p -> Optional.empty();
            case Phase.Preparing p -> rollout.traffic();
            case Phase.Progressing p ->
                    Optional.of(of(rollout.plan().steps().get(p.step()).traffic()));
            case Phase.Baking b -> Optional.of(full());
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

    /** What a step wants of the routes. */
    Traffic of(StepTraffic step) {
        return step.between(
                rollout.stable().orElseThrow(), rollout.canary(), rollout.identity().uid());
    }

    /** Every request goes to the canary. */
    Traffic full() {
        return of(new StepTraffic(Weight.FULL, List.of()));
    }
}
