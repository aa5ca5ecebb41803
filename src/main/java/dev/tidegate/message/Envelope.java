package dev.tidegate.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.text.Blanks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A CloudEvent's attributes and data, whichever mode brought them.
 *
 * @param data read late, so that a wrong attribute is told first
 */
record Envelope(Map<String, String> attributes, Supplier<ObjectNode> data) {

    /** Attributes that are strings by the specification; extensions may be of other types. */
    private static final Set<String> RESERVED =
            Set.of("specversion", "id", "source", "type", "time", "subject", "datacontenttype");

    private static final String STRUCTURED = "application/cloudevents";

    /**
     * Opens a message. A message that says nothing about itself (no attributes, no content type) is
     * taken for structured, so that a plain console producer can send one.
     */
    static Envelope open(Map<String, String> headers, byte[] body) {
        String contentType = contentType(headers);
        if (contentType.startsWith(STRUCTURED) && !JsonType.declaredBy(contentType)) {
            throw new Invalid(
                    "content-type",
                    "\"%s\" is not read; use application/cloudevents+json, one event a message"
                            .formatted(contentType));
        }
        return isStructured(headers) ? structured(body) : binary(headers, contentType, body);
    }

    private static String contentType(Map<String, String> headers) {
        return Blanks.stripped(headers.getOrDefault("content-type", "")).toLowerCase(Locale.ROOT);
    }

    private static boolean isStructured(Map<String, String> headers) {
        boolean silent =
                contentType(headers).isEmpty()
                        && Stream.of("specversion", "type", "id").noneMatch(headers::containsKey);
        return silent || contentType(headers).startsWith(STRUCTURED);
    }

    /** The body of the same message, its data with this actor when it is a command. */
    static byte[] givenBy(String actor, Map<String, String> headers, byte[] body) {
        Envelope envelope = open(headers, body);
        if (!EventType.COMMAND.type().equals(envelope.attributes().get("type"))) {
            return body;
        }
        ObjectNode data = envelope.data().get().put("actor", actor);
        ObjectNode message = data;
        if (isStructured(headers)) {
            message = Json.object("body", body).without("data_base64");
            message.set("data", data);
        }
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Envelope binary(Map<String, String> headers, String contentType, byte[] body) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach((name, value) -> attributes.put(name, Blanks.stripped(value)));
        if (!contentType.isEmpty()) {
            attributes.put("datacontenttype", contentType);
        }
        return new Envelope(attributes, () -> Json.object("data", body));
    }

    private static Envelope structured(byte[] body) {
        return structured(Json.object("body", body));
    }

    static Envelope structured(ObjectNode event) {
        if (CdEvent.isBare(event)) {
            return new Envelope(Map.of(), () -> event);
        }
        Map<String, String> attributes = new HashMap<>();
        event.properties().stream()
                .filter(e -> !e.getValue().isNull())
                .filter(e -> !e.getKey().startsWith("data") || e.getKey().equals("datacontenttype"))
                .forEach(e -> attributes.put(e.getKey(), attribute(e.getKey(), e.getValue())));
        return new Envelope(attributes, () -> data(event));
    }

    private static String attribute(String name, JsonNode value) {
        if (name.isBlank()) {
            throw new Invalid("body", "has an attribute without a name; take it out");
        }
        if (value.isContainerNode()) {
            throw new Invalid(name, value + " is no attribute's value; use a string");
        }
        if (!value.isTextual() && RESERVED.contains(name)) {
            throw new Invalid(name, value + " is no string; write it in quotes");
        }
        return value.asText();
    }

    private static ObjectNode data(ObjectNode event) {
        if (event.path("data_base64").isTextual()) {
            return base64("data_base64", event.path("data_base64").textValue());
        }
        if (event.path("datacontentencoding").asText().equals("base64")) {
            return base64("data", event.path("data").asText());
        }
        if (!event.has("data")) {
            throw new Invalid("data", "is missing; write a JSON object");
        }
        return Json.object("data", event.path("data"));
    }

    private static ObjectNode base64(String member, String text) {
        try {
            return Json.object("data", Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new Invalid(member, "is not base64; use data with a JSON object");
        }
    }
}
