package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Refusal;

/** How the opening of a release went. */
sealed interface Opened {

    /** It is there, and waits for its gates. */
    record Begun(Stored pending) implements Opened {}

    /** It will never be. */
    record Refused(Refusal why) implements Opened {}

    /** There is nothing to do. */
    record Not(String why) implements Opened {}

    /** It is to be tried again. */
    record NotYet(String why) implements Opened {}
}
