package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

/** Looks at one invariant while the simulation runs. */
public interface Check {

    /** A write of an object that is no rollout. */
    default void wrote(Change change) {}

    /**
     * A write of a rollout.
     *
     * @param before what it was; null when it is new
     */
    default void committed(Change change, @Nullable Rollout before, Rollout after) {}

    /** A rollout was deleted. */
    default void deleted(Change change, Rollout last) {}

    /** The watch of a process is about to show it this. */
    default void shown(String process, Change change) {}

    /** An event was written to its topic. */
    default void sent(RolloutEvent event) {}

    /** An event was handed to a process. */
    default void delivered(String process, RolloutEvent event) {}

    /** All that follows from it is acknowledged. */
    default void acknowledged(String process, RolloutEvent event) {}

    /** The topic of outcomes has this. */
    default void told(String id, Object outcome) {}

    /** The faults are over, and time has run on. */
    default void settled() {}
}
