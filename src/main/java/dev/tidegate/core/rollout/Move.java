package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a rollout's history: each revision is one move and gives one outcome event.
 *
 * @param revision 1 for the first, without gaps
 * @param at when it was decided, by the clock of the replica that did
 * @param phase the phase entered
 * @param step number of the step, from 1; 0 before the first
 * @param weight the canary's wanted weight
 * @param cause why, for a person; of a dry run it says so
 * @param eventId the event that caused it
 * @param initiator who gave the command that caused it; empty when no command did
 */
public record Move(
        long revision,
        Instant at,
        PhaseKind phase,
        int step,
        Weight weight,
        String cause,
        String eventId,
        Optional<Initiator> initiator) {

    private static final String DRY = "dry run: ";

    /** The same cause as a rollout of this plan tells it. */
    static String told(RolloutPlan plan, String cause) {
        return plan.dryRun() && !cause.startsWith(DRY) ? DRY + cause : cause;
    }

    /** The first of a rollout that {@code deploy} opens in {@code phase}. */
    static Move first(RolloutPlan plan, DeployStarted deploy, Phase phase) {
        return new Move(
                1,
                phase.since(),
                phase.kind(),
                0,
                Weight.ZERO,
                told(plan, deploy.cause()),
                deploy.id(),
                deploy.initiator());
    }
}
