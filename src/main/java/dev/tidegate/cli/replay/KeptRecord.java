package dev.tidegate.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record of a topic, as a line of a file has it: what {@code kcat -J} prints.
 *
 * @param at its timestamp
 * @param key empty when it has none
 * @param headers in their order
 * @param payload empty for a tombstone
 */
public record KeptRecord(
        String topic,
        Instant at,
        String key,
        List<Map.Entry<String, byte[]>> headers,
        Optional<String> payload) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public KeptRecord {
        headers = List.copyOf(headers);
    }

    /**
     * Reads a line.
     *
     * @param where it stands, for the error
     * @throws IllegalArgumentException naming the place, the field and what would be right
     */
    public static KeptRecord read(String line, String where) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    where + ": is no JSON object; record with replay --record, or with kcat -J", e);
        }
        if (!node.path("topic").isTextual()) {
            throw wrong(where, "topic", "a text, such as tidegate.readings");
        }
        if (!node.path("ts").canConvertToLong() || !node.path("ts").isIntegralNumber()) {
            throw wrong(where, "ts", "the record's timestamp in milliseconds");
        }
        if (!(node.path("payload").isTextual() || node.path("payload").isNull())) {
            throw wrong(where, "payload", "the record's value as a text, or null");
        }
        return new KeptRecord(
                node.path("topic").asText(),
                Instant.ofEpochMilli(node.path("ts").asLong()),
                node.path("key").asText(""),
                headers(node.path("headers"), where),
                Optional.of(node.path("payload"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }

    private static List<Map.Entry<String, byte[]>> headers(JsonNode told, String where) {
        if (told.size() % 2 != 0) {
            throw wrong(where, "headers", "a list of names and values in turns");
        }
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (int i = 0; i < told.size(); i += 2) {
            headers.add(Map.entry(told.get(i).asText(), told.get(i + 1).asText().getBytes(UTF_8)));
        }
        return headers;
    }

    private static IllegalArgumentException wrong(String where, String field, String right) {
        return new IllegalArgumentException(
                "%s: %s: is missing or of the wrong kind; use %s".formatted(where, field, right));
    }

    /** The line, without an end. */
    public String line() {
        ObjectNode line = JSON.createObjectNode().put("topic", topic).put("ts", at.toEpochMilli());
        ArrayNode told = line.putArray("headers");
        headers.forEach(h -> told.add(h.getKey()).add(new String(h.getValue(), UTF_8)));
        return line.put("key", key).put("payload", payload.orElse(null)).toString();
    }

    /** The value's bytes; none of a tombstone. */
    byte[] bytes() {
        return payload.orElse("").getBytes(UTF_8);
    }
}
