package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;

/** Where what happened is told. Ids are deterministic, so telling twice is harmless. */
public interface Outcomes {

    /** The source, as CloudEvents has it, of what Tidegate itself tells. */
    String SOURCE = "/tidegate";

    /** Tells one move: id {@code uid/revision}. Done once acknowledged. */
    Result<Boolean> publish(Rollout rollout, Move move);

    /** Tells that an event was understood and refused: id {@code refused/eventId}. */
    Result<Boolean> refused(ServiceKey service, Refusal refusal);

    /** Tells what became of a version's pods: id {@code uid/scaled/version/time}. */
    Result<Boolean> scaled(Rollout rollout, Version version, Scaling scaling);

    /**
     * Shows the analysis what is live of the service, or that nothing is. Waits for nobody: what
     * could not be shown is shown the next time, and everything again after a while.
     *
     * @param newest of the service's rollouts
     * @param analysed whether this one or one of those before has analysis; without, there is
     *     nothing to show
     */
    default void live(Rollout newest, boolean analysed) {
        // where nobody analyses, nobody is shown anything
    }

    /** Publishes the timer event of the rollout's current revision. */
    Result<Boolean> stepDue(Rollout rollout);
}
