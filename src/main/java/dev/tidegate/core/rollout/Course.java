package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;

import java.time.Duration;
import java.util.Optional;

/**
 * What a rollout's plan says of its phases: how long each lasts, which weights it wants and which
 * step it is.
 */
record Course(Rollout rollout) {

    /** Index of the step that a phase is in, or comes before. */
    int stepOf(Phase.Live live) {
        return switch (live) {
            case Phase.Preparing p -> p.step();
            case Phase.Progressing p -> p.step();
            case Phase.Baking _ -> rollout.plan().steps().size();
            case Phase.Paused p -> stepOf(p.interrupted());
            case Phase.Pending _, Phase.RollingBack _ -> 0;
        };
    }

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

    /**
     * How long {@code phase} lasts from the acknowledgement of its weights; empty when it wants
     * none.
     */
    Optional<Duration> hold(Phase.Pausable phase) {
        return switch (phase) {
            case Phase.Pending p -> Optional.empty();
            case Phase.Preparing p -> Optional.of(rollout.plan().propagation());
            case Phase.Progressing p -> Optional.of(rollout.plan().steps().get(p.step()).hold());
            case Phase.Baking b -> Optional.of(rollout.plan().bake());
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
