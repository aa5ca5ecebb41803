package dev.tidegate.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Outcomes;

import java.util.HashMap;
import java.util.Map;

/**
 * What a CDEvent says of itself, in its {@code context}. By the binding the CloudEvent around it
 * says the same; SDKs leave the time out of it (Go), invent an id for each sending (Java, Python),
 * write CloudEvents 0.3 (Java), or are used without any CloudEvent. So the context counts, and what
 * is around it where the context lacks it.
 *
 * @see <a href="https://github.com/cdevents/spec/blob/main/cloudevents-binding.md">CloudEvents
 *     Binding for CDEvents</a>
 */
final class CdEvent {

    private static final String PREFIX = "dev.cdevents.";

    private CdEvent() {}

    /** Whether a JSON object is a CDEvent without a CloudEvent around it. */
    static boolean isBare(ObjectNode body) {
        return !body.has("specversion") && isCdEvent(type(body));
    }

    /** The same with the attributes of its context, when it is a CDEvent. */
    static Envelope completed(Envelope sent) {
        String type = sent.attributes().getOrDefault("type", "");
        if (!type.isEmpty() && !isCdEvent(type)) {
            return sent;
        }
        ObjectNode data;
        try {
            data = sent.data().get();
        } catch (Invalid e) {
            return sent; // its attributes are told first
        }
        if (!isCdEvent(type) && !isCdEvent(type(data))) {
            return sent;
        }
        return new Envelope(attributes(sent.attributes(), data.path("context")), () -> data);
    }

    private static Map<String, String> attributes(Map<String, String> sent, JsonNode context) {
        Map<String, String> attributes = new HashMap<>(sent);
        if (sent.getOrDefault("type", "").isEmpty()) {
            put(attributes, "type", context.path("type"));
        }
        attributes.merge("specversion", "1.0", (told, own) -> told.equals("0.3") ? own : told);
        put(attributes, "id", context.path("id"));
        put(attributes, "time", context.path("timestamp"));
        if (!Outcomes.SOURCE.equals(sent.get("source"))) {
            put(attributes, "source", context.path("source"));
        }
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, JsonNode value) {
        String text = value.asText("");
        if (value.isTextual() && !text.isEmpty()) {
            attributes.put(name, text);
        }
    }

    private static String type(ObjectNode data) {
        return data.path("context").path("type").asText("");
    }

    private static boolean isCdEvent(String type) {
        return type.startsWith(PREFIX);
    }
}
