package dev.tidegate.core.rollout;

import dev.tidegate.core.rollout.Phase.Progressing;
import dev.tidegate.core.text.TimeText;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of a step's hold. A step that lasts until the next one is proven goes on from there when
 * it is; else it waits, no longer than its policy says. In a dry run no request goes to the canary,
 * so nothing can be proven: its steps end with their holds.
 */
final class Proving {

    private Proving() {}

    /** The hold is over, or what the step waited for after it. */
    static Decision over(Transition transition, Progressing phase) {
        Rollout rollout = transition.from();
        Step step = rollout.plan().steps().get(phase.step());
        Optional<UntilProven> until = asked(rollout, phase.step());
        if (until.isEmpty()) {
            return ended(transition, phase, phase.step() + 1, "the hold is over");
        }
        OptionalInt next = next(rollout, phase.step());
        if (next.isPresent()) {
            return ended(transition, phase, next.getAsInt(), EvidenceText.proven(rollout));
        }
        return phase.held().isEmpty()
                ? transition.noted(
                        phase.proving(until.get().longer(step.hold())),
                        "the hold is over; the step lasts until the next one is proven")
                : unproven(transition, phase, until.get());
    }

    /** What a step asks to be proven before it ends; empty when it asks nothing. */
    static Optional<UntilProven> asked(Rollout rollout, int step) {
        boolean last = step >= rollout.plan().steps().size() - 1;
        return last || rollout.plan().dryRun()
                ? Optional.empty()
                : rollout.plan().steps().get(step).until();
    }

    /** Index of the step to go to from this one by what is proven; empty while nothing is. */
    static OptionalInt next(Rollout rollout, int step) {
        return ProvenSteps.after(
                rollout.plan().steps(), step, Judged.provenIn(rollout.judged(), step));
    }

    /**
     * The phase, due at the end of its hold again when it was over and the next step is proven:
     * whatever it waits for besides, it goes on after that at once.
     */
    static Phase.Pausable due(Rollout rollout, Phase.Pausable phase) {
        return phase instanceof Progressing p && next(rollout, p.step()).isPresent()
                ? p.holding()
                : phase;
    }

    private static Decision ended(Transition transition, Progressing phase, int to, String cause) {
        return transition.from().plan().steps().get(phase.step()).pause()
                ? transition.to(transition.declaredPause(phase), cause)
                : transition.leave(to - 1, cause);
    }

    private static Decision unproven(Transition transition, Progressing phase, UntilProven until) {
        String what =
                "step %d was not proven within %s: %s"
                        .formatted(
                                phase.step() + 1,
                                TimeText.span(until.maxHold()),
                                EvidenceText.last(transition.from()));
        return switch (until.then()) {
            case PAUSE ->
                    transition.to(
                            new Phase.Paused(
                                    phase,
                                    true,
                                    what + "; it pauses until it is promoted",
                                    transition.now()),
                            what);
            case ROLLBACK -> transition.rollBack(what);
            case ADVANCE -> ended(transition, phase, phase.step() + 1, what);
        };
    }
}
