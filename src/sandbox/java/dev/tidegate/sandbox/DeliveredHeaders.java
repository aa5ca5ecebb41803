package dev.tidegate.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The HTTP headers that a KafkaSource delivers a record with: those of its CloudEvent, or of one
 * that it makes up for a record that is none by the Kafka binding.
 */
final class DeliveredHeaders {

    private static final Set<String> REQUIRED =
            Set.of("ce-specversion", "ce-id", "ce-source", "ce-type");

    private DeliveredHeaders() {}

    static Map<String, String> of(ConsumerRecord<?, ?> message) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            if (header.value() == null) {
                continue;
            }
            String value = new String(header.value(), UTF_8);
            if (header.key().startsWith("ce_")) {
                headers.put("ce-" + header.key().substring(3), encoded(value));
            } else if (header.key().equals("content-type")) {
                headers.put("content-type", value);
            }
        }
        if (!headers.entrySet().stream().allMatch(DeliveredHeaders::isRight)) {
            return wrapped(message);
        }
        boolean structured =
                headers.getOrDefault("content-type", "").startsWith("application/cloudevents");
        return structured || headers.keySet().containsAll(REQUIRED) ? headers : wrapped(message);
    }

    /** Names as CloudEvents has them, and a content type that HTTP can carry. */
    private static boolean isRight(Map.Entry<String, String> header) {
        return header.getKey().matches("ce-[a-z0-9]+|content-type")
                && header.getValue().matches("[ -~]*");
    }

    private static Map<String, String> wrapped(ConsumerRecord<?, ?> message) {
        return Map.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                "partition:%d/offset:%d".formatted(message.partition(), message.offset()),
                "ce-source",
                "/apis/v1/namespaces/sandbox/kafkasources/sandbox#" + message.topic(),
                "ce-type",
                "dev.knative.kafka.event");
    }

    /** Percent-encoded by the HTTP binding of CloudEvents 1.0, §3.1.3.2. */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : value.getBytes(UTF_8)) {
            boolean plain = each > 0x20 && each < 0x7f && each != '"' && each != '%';
            encoded.append(plain ? (char) each + "" : "%%%02X".formatted(each & 0xff));
        }
        return encoded.toString();
    }
}
