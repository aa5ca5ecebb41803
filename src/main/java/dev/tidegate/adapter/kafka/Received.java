package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.EventCodec;
import dev.tidegate.controller.EventCodec.Decoded;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A record of a topic, read as an event that is allowed there. */
final class Received {

    private static final byte[] NOTHING = {};

    private Received() {}

    /**
     * Reads a record. The topics are separate rights: an event on another topic than its own is
     * poison, or a CI job that may start a release could promote it as well.
     */
    static Decoded decode(EventCodec codec, ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value() == null ? NOTHING : message.value();
        Decoded decoded = codec.decode(attributes(message), value);
        if (decoded instanceof Decoded.Event event && !event.topic().equals(message.topic())) {
            return new Decoded.Poison(
                    "type",
                    "type: this event does not belong on %s; write it to %s"
                            .formatted(message.topic(), event.topic()));
        }
        return decoded;
    }

    /** CloudEvents attributes by the Kafka binding; {@code ce-}, as HTTP has it, is read too. */
    private static Map<String, String> attributes(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : message.headers()) {
            String name = header.key().toLowerCase(Locale.ROOT);
            boolean attribute = name.startsWith("ce_") || name.startsWith("ce-");
            if (header.value() != null && (attribute || name.equals("content-type"))) {
                attributes.put(
                        attribute ? name.substring(3) : name, new String(header.value(), UTF_8));
            }
        }
        return attributes;
    }
}
