package dev.tidegate.chaos.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.simulation.scene.SimService;

import java.util.List;
import java.util.Map;

/** One thing that is known of a run. Times are microseconds since its start. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Served.class, name = "served"),
    @JsonSubTypes.Type(value = Entry.Written.class, name = "written"),
    @JsonSubTypes.Type(value = Entry.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Entry.Fault.class, name = "fault"),
    @JsonSubTypes.Type(value = Entry.Told.class, name = "told"),
    @JsonSubTypes.Type(value = Entry.Letter.class, name = "letter"),
    @JsonSubTypes.Type(value = Entry.Said.class, name = "said"),
    @JsonSubTypes.Type(value = Entry.Consumed.class, name = "consumed"),
    @JsonSubTypes.Type(value = Entry.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Entry.Found.class, name = "found")
})
public sealed interface Entry {

    /** Names of the product's processes, as who writes. */
    List<String> PROCESSES = List.of("a", "b");

    /** A service that is there from the start. */
    record Served(SimService service) implements Entry {}

    /**
     * A write that the API server took.
     *
     * @param micros when it was taken
     * @param came when its request came
     * @param by one of {@link #PROCESSES}, or somebody else
     * @param deleted whether the object is gone since
     */
    record Written(long micros, long came, String by, String kind, boolean deleted, JsonNode object)
            implements Entry {

        /** The resourceVersion: the order in which the API server took the writes. */
        public long version() {
            return object.at("/metadata/resourceVersion").asLong();
        }

        /** The same, taken at another time. */
        public Written at(long other) {
            return new Written(other, Math.min(came, other), by, kind, deleted, object);
        }
    }

    /**
     * A record that the broker took.
     *
     * @param micros when the broker said so
     * @param handed when it was handed over
     * @param attributes of the CloudEvent; empty when it is none
     */
    record Sent(
            long micros,
            long handed,
            String topic,
            int partition,
            long offset,
            String key,
            Map<String, String> attributes,
            String body)
            implements Entry {

        /** The event's identity in the product: source and id. */
        public String event() {
            return attributes.getOrDefault("source", "") + " " + attributes.getOrDefault("id", "");
        }
    }

    /**
     * A fault began, or ended.
     *
     * @param kind of the fault; empty when one ended
     * @param says in plain words
     */
    record Fault(long micros, String kind, String says) implements Entry {}

    /** A record of the topic of outcomes, in the order of its partition, and when it was made. */
    record Told(long micros, String key, String id, JsonNode data) implements Entry {}

    /** A dead letter: where the record stood that was not understood. */
    record Letter(String topic, int partition, long offset) implements Entry {}

    /** What a process's log says of an event that moved nothing, and when. */
    record Said(long micros, String by, String event, String outcome, String reason)
            implements Entry {}

    /** How far the product's group has committed a partition, and where that ends. */
    record Consumed(String topic, int partition, long committed, long end) implements Entry {

        /** Whether a record is committed. */
        public boolean covers(Sent sent) {
            return topic.equals(sent.topic)
                    && partition == sent.partition
                    && committed > sent.offset;
        }
    }

    /** A process ended, though nobody had killed it. */
    record Ended(long micros, String by) implements Entry {}

    /** An object as the API server has it in the end. */
    record Found(String kind, JsonNode object) implements Entry {}
}
