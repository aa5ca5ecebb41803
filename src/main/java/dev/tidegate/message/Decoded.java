package dev.tidegate.message;

import dev.tidegate.core.event.RolloutEvent;

/** What {@link CloudEventCodec} makes of a message. */
public sealed interface Decoded {

    /**
     * An event of ours.
     *
     * @param topic the topic it belongs to
     */
    record Event(RolloutEvent event, String topic) implements Decoded {}

    /**
     * It cannot be understood.
     *
     * @param field what is wrong, such as {@code data.version}
     * @param reason names the field, the value and what would be right
     */
    record Poison(String field, String reason) implements Decoded {}
}
