package dev.tidegate.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An event in the binary mode, ready for {@link EventPublisher}.
 *
 * @param topic the topic it belongs to
 * @param data JSON
 */
public record BinaryEvent(String topic, Map<String, String> attributes, String data) {

    public byte[] body() {
        return data.getBytes(StandardCharsets.UTF_8);
    }
}
