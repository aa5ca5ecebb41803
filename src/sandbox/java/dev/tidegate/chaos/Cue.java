package dev.tidegate.chaos;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that waits for a moment of a release.
 *
 * @param release whose moment it is
 * @param after how long after the moment it is sent
 * @param asked whether it is sent in the end though the moment never came
 * @param twice whether the same comes again a little later
 * @param event as it is sent
 */
record Cue(
        Release release, Moment moment, Duration after, boolean asked, boolean twice, Line event) {

    /** Words an event when its time has come. */
    interface Line {

        /**
         * The event.
         *
         * @param rollout the release as it was then; empty when there was none
         */
        RolloutEvent at(Optional<Rollout> rollout, Instant now);
    }
}
