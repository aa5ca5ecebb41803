package dev.tidegate.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.sandbox.TopicRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A topic as it stands. */
final class Topic {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Topic() {}

    /** Every record of a topic, from its beginning. */
    static List<ConsumerRecord<String, byte[]>> records(String bootstrapServers, String topic) {
        return records(Map.of("bootstrap.servers", bootstrapServers), topic);
    }

    /**
     * Every record of a topic, from its beginning.
     *
     * @param settings of the client
     */
    static List<ConsumerRecord<String, byte[]>> records(
            Map<String, Object> settings, String topic) {
        return TopicRecords.of(settings, topic);
    }

    /** Ids of the events with this key on a topic, each once, in their order. */
    static List<String> ids(String bootstrapServers, String topic, String key) {
        return records(bootstrapServers, topic).stream()
                .filter(event -> event.key().equals(key))
                .map(event -> Event.header(event, "ce_id"))
                .distinct()
                .toList();
    }

    /** The outcome events of each rollout, as {@code revision phase}, in their order. */
    static Map<String, List<String>> outcomes(String bootstrapServers) {
        return outcomes(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * The outcome events of each rollout, as {@code revision phase}, in their order.
     *
     * @param settings of the client
     */
    static Map<String, List<String>> outcomes(Map<String, Object> settings) {
        return records(settings, "tidegate.rollouts").stream()
                .map(record -> tree(record.value()))
                .collect(
                        Collectors.groupingBy(
                                event -> event.path("rollout").asText(),
                                Collectors.collectingAndThen(
                                        Collectors.mapping(Topic::move, Collectors.toList()),
                                        moves -> moves.stream().distinct().toList())));
    }

    /**
     * The phases of the events that tell of a command, {@code refused} where it was, in their
     * order.
     *
     * @param who gave it, a colon, and why
     */
    static List<String> initiated(String bootstrapServers, String topic, String who) {
        return records(bootstrapServers, topic).stream()
                .map(event -> tree(event.value()))
                .filter(event -> who.equals(initiator(event.findPath("initiator"))))
                .map(event -> event.findPath("phase").asText("refused"))
                .distinct()
                .toList();
    }

    private static String initiator(JsonNode initiator) {
        return initiator.path("actor").asText() + ": " + initiator.path("reason").asText();
    }

    private static String move(JsonNode event) {
        return event.path("revision").asText() + " " + event.path("phase").asText();
    }

    /** A record's value. */
    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
