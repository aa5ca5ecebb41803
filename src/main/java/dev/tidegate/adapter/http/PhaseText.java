package dev.tidegate.adapter.http;

import dev.tidegate.core.event.Problems;
import dev.tidegate.core.rollout.Phase;

import java.util.Optional;

/** What a phase says to a person. */
final class PhaseText {

    private PhaseText() {}

    /** Why the rollout is where it is, when the phase knows a reason of its own. */
    static Optional<String> reason(Phase phase) {
        return switch (phase) {
            case Phase.Pending pending ->
                    pending.waits().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Problems.whole(pending.waits()));
            case Phase.Paused paused -> Optional.of(paused.reason());
            case Phase.RollingBack back -> Optional.of(back.cause());
            case Phase.RolledBack back -> Optional.of(back.cause());
            case Phase.Superseded superseded -> Optional.of("superseded by " + superseded.by());
            case Phase.Failed failed -> Optional.of(failed.reason());
            case Phase.Preparing _, Phase.Progressing _, Phase.Baking _, Phase.Succeeded _ ->
                    Optional.empty();
        };
    }

    /** Index of the step that the rollout is at now, from 0; -1 when it is at none. */
    static int currentStep(Phase phase) {
        return phase.acting() instanceof Phase.Progressing progressing ? progressing.step() : -1;
    }
}
