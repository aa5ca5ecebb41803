package dev.tidegate.adapter.webhook;

import dev.tidegate.controller.Invalid;
import dev.tidegate.controller.access.Denied;
import dev.tidegate.core.event.RolloutEvent;

/** What one thing that a payload tells came to. A payload may tell several: a group of alerts. */
sealed interface Reading {

    /** An event of ours; its id is unique among those of the same sender. */
    record Made(RolloutEvent event) implements Reading {}

    /**
     * It is understood and not for us.
     *
     * @param what for a person: such as {@code alert KubeNodeNotReady}
     */
    record LeftOut(String what, String why) implements Reading {}

    /** It is understood, and the sender may not tell it. */
    record Forbidden(Denied why) implements Reading {}

    /**
     * It cannot be understood.
     *
     * @param field what is wrong, such as {@code alerts[0].startsAt}
     * @param reason names the field, the value and what would be right
     */
    record Broken(String field, String reason) implements Reading {

        static Broken of(Invalid why) {
            return new Broken(why.field(), why.reason());
        }
    }
}
