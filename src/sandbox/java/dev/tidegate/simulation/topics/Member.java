package dev.tidegate.simulation.topics;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.simulation.kernel.Life;

/** A process of the consumer group. */
public interface Member {

    Life life();

    /** Handles an event; {@code done} runs when its offset may be committed. */
    void handle(RolloutEvent event, Runnable done);
}
