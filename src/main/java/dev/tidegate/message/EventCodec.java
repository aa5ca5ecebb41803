package dev.tidegate.message;

import dev.tidegate.core.event.RolloutEvent;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads the events of the topics and of HTTP: CloudEvents 1.0, binary and structured. */
public interface EventCodec {

    /**
     * Reads one event.
     *
     * @param attributes CloudEvents attributes of the binary mode without their prefix ({@code id},
     *     {@code type}, …), keys in lower case; for the structured mode at least {@code
     *     content-type}
     * @param body the record's value or the request's body
     */
    Decoded decode(Map<String, String> attributes, byte[] body);

    /** The body with {@code actor} as who gives the command; as it is when it is no command. */
    byte[] givenBy(String actor, Map<String, String> attributes, byte[] body);

    /**
     * When a tick was made, if the message is one: a CloudEvent of type {@code dev.tidegate.tick},
     * or {@code dev.knative.sources.ping} as Knative's PingSource sends it. Empty for anything
     * else; a tick without a readable time was made at {@code otherwise}.
     */
    default Optional<Instant> tick(Map<String, String> attributes, byte[] body, Instant otherwise) {
        return Optional.empty();
    }

    /** What came of it. */
    sealed interface Decoded {

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
}
