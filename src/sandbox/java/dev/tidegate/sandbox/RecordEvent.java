package dev.tidegate.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a record by the Kafka binding of CloudEvents 1.0 as the SDK for Java does that Knative's
 * dispatcher reads with: what that refuses is no CloudEvent to it.
 */
final class RecordEvent {

    private static final Set<String> REQUIRED = Set.of("specversion", "id", "source", "type");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordEvent() {}

    /** The CloudEvent that the record is; empty when it is none. */
    static Optional<KafkaEvent> read(ConsumerRecord<byte[], byte[]> message) {
        for (Header header : message.headers()) {
            if (header.value() == null) {
                return Optional.empty();
            }
        }
        String contentType = text(message, "content-type");
        boolean structured =
                contentType != null
                        && contentType
                                .split(";", 2)[0]
                                .strip()
                                .equalsIgnoreCase("application/cloudevents+json");
        try {
            return (structured ? structured(body(message)) : binary(message))
                    .filter(RecordEvent::isRight);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The record's value; of one without a value nothing. */
    static byte[] body(ConsumerRecord<byte[], byte[]> message) {
        return message.value() == null ? new byte[0] : message.value();
    }

    private static Optional<KafkaEvent> binary(ConsumerRecord<byte[], byte[]> message) {
        if (text(message, "ce_specversion") == null) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        for (Header header : message.headers()) {
            String value = new String(header.value(), UTF_8);
            if (header.key().equals("content-type")) {
                attributes.put("datacontenttype", value);
            } else if (header.key().startsWith("ce_") && header.key().length() > 3) {
                String name = header.key().substring(3).toLowerCase(Locale.ROOT);
                attributes.put(name, normal(name, value));
            }
        }
        return Optional.of(new KafkaEvent(attributes, body(message)));
    }

    private static Optional<KafkaEvent> structured(byte[] body) throws IOException {
        JsonNode event = JSON.readTree(body);
        if (event == null || !event.isObject()) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : event.properties()) {
            String name = each.getKey();
            if (!name.equals("data") && !name.equals("data_base64")) {
                JsonNode value = each.getValue();
                String text = value.isTextual() ? value.textValue() : value.toString();
                attributes.put(name, normal(name, text));
            }
        }
        if (event.has("data_base64")) {
            return Optional.of(new KafkaEvent(attributes, event.get("data_base64").binaryValue()));
        }
        byte[] data = event.has("data") ? JSON.writeValueAsBytes(event.get("data")) : new byte[0];
        if (event.has("data")) {
            attributes.putIfAbsent("datacontenttype", "application/json");
        }
        return Optional.of(new KafkaEvent(attributes, data));
    }

    /** As it is written again; what cannot be read is refused. */
    private static String normal(String name, String value) {
        if (name.equals("time")) {
            return OffsetDateTime.parse(value).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        try {
            return name.equals("source") || name.equals("dataschema")
                    ? new URI(value).toString()
                    : value;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isRight(KafkaEvent event) {
        return event.attributes().keySet().containsAll(REQUIRED)
                && Set.of("1.0", "0.3").contains(event.attributes().get("specversion"))
                && event.attributes().keySet().stream().allMatch(n -> n.matches("[a-z0-9]+"));
    }

    private static @Nullable String text(ConsumerRecord<?, ?> message, String header) {
        Header last = message.headers().lastHeader(header);
        return last == null ? null : new String(last.value(), UTF_8);
    }
}
