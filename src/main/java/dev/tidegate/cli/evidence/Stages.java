package dev.tidegate.cli.evidence;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.ProvenSteps;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.rollout.UntilProven;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a release goes from step to step, with the evidence alone to hold it.
 *
 * @param steps the last one has all traffic
 */
record Stages(List<Step> steps) {

    private static final Next STAYS = new Next.Stays();

    /** The canary's share of the requests in a step, 0 to 1. */
    double weight(int stage) {
        return steps.get(stage).weight().basisPoints() / (double) Weight.WHOLE;
    }

    /** Whether each request is split for itself. */
    boolean coin(int stage) {
        return steps.get(stage).traffic().match().isEmpty()
                && steps.get(stage).traffic().sticky().isEmpty();
    }

    /** Whether the time has come to ask whether the next step is proven. */
    boolean asks(int stage, double lasted) {
        return steps.get(stage).until().isPresent() && lasted >= seconds(stage);
    }

    /**
     * What comes next; a pause is taken to be ended at once.
     *
     * @param lasted seconds of this step
     * @param proven the weight that the canary may have; 0 when nothing is proven
     */
    Next next(int stage, double lasted, double proven) {
        if (lasted < seconds(stage)) {
            return STAYS;
        }
        if (steps.get(stage).until().isEmpty()) {
            return new Next.Goes(stage + 1);
        }
        UntilProven until = steps.get(stage).until().get();
        OptionalInt reached = ProvenSteps.after(steps, stage, proven);
        if (reached.isPresent()) {
            return new Next.Goes(reached.getAsInt());
        }
        if (lasted < until.maxHold().toMillis() / 1e3) {
            return STAYS;
        }
        return until.then() == UntilProven.Then.ADVANCE
                ? new Next.Goes(stage + 1)
                : new Next.Ends(until.then());
    }

    private double seconds(int stage) {
        return steps.get(stage).hold().toMillis() / 1e3;
    }
}
