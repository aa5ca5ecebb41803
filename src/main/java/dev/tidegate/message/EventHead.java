package dev.tidegate.message;

import dev.tidegate.controller.Outcomes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a CloudEvent that Tidegate writes says about itself. Its data are always JSON, and its time
 * is always explicit.
 *
 * @param source a URI reference: {@link Outcomes#SOURCE}, or that of what the event was made from
 * @param subject what it is about, such as {@code bookinfo/reviews}
 */
public record EventHead(String id, String source, String type, Instant time, String subject) {

    /**
     * The attributes as {@link EventPublisher} takes them and {@link CloudEventCodec} reads them.
     */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", source);
        attributes.put("type", type);
        attributes.put("time", time.toString());
        attributes.put("subject", subject);
        attributes.put("content-type", "application/json");
        return attributes;
    }
}
