package dev.tidegate.chaos;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Something that is done to the parts, or sent.
 *
 * @param at when, since the start
 * @param kind of the fault, for the count; empty of the end of one, and of what is no fault
 * @param says in plain words; empty when nobody need be told
 * @param work does it
 */
record Act(Duration at, String kind, String says, Consumer<Stage> work) {

    /** Something that is no fault. */
    static Act quiet(Duration at, Consumer<Stage> work) {
        return new Act(at, "", "", work);
    }
}
