package dev.tidegate.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The CloudEvent that Knative's dispatcher for Kafka has in hand: that of a record, or one that it
 * makes up for a record that is none. Whatever the record's mode was, it goes on in the binary one.
 */
final class KafkaEvent {

    /** Where the sandbox's sources and functions are. */
    static final String NAMESPACE = "sandbox";

    private final Map<String, String> attributes;
    private final byte[] data;

    /**
     * An event.
     *
     * @param attributes by name, extensions too; {@code datacontenttype} among them
     */
    KafkaEvent(Map<String, String> attributes, byte[] data) {
        this.attributes = Map.copyOf(attributes);
        this.data = data;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    byte[] data() {
        return data;
    }

    /**
     * What becomes of a record; empty when the dispatcher gives it up without a word: one that is
     * no CloudEvent and has a header without a value.
     *
     * @param source name of the KafkaSource
     */
    static Optional<KafkaEvent> of(ConsumerRecord<byte[], byte[]> message, String source) {
        return RecordEvent.read(message)
                .or(() -> wrapped(message, source))
                .map(event -> event.with("knativekafkapartition", "" + message.partition()))
                .map(event -> event.with("knativekafkaoffset", "" + message.offset()));
    }

    private static Optional<KafkaEvent> wrapped(
            ConsumerRecord<byte[], byte[]> message, String source) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("type", "dev.knative.kafka.event");
        attributes.put(
                "id", "partition:%d/offset:%d".formatted(message.partition(), message.offset()));
        attributes.put(
                "subject", "partition:%d#%d".formatted(message.partition(), message.offset()));
        attributes.put(
                "source",
                "/apis/v1/namespaces/%s/kafkasources/%s#%s"
                        .formatted(NAMESPACE, source, message.topic()));
        attributes.put("time", Instant.ofEpochMilli(message.timestamp()).toString());
        byte[] key = message.key();
        if (key != null && key.length > 0) {
            attributes.put("key", new String(key, UTF_8));
            attributes.put("partitionkey", new String(key, UTF_8));
        }
        for (Header header : message.headers()) {
            if (header.value() == null) {
                return Optional.empty();
            }
            String value = new String(header.value(), UTF_8);
            if (header.key().equalsIgnoreCase("content-type")) {
                attributes.put("datacontenttype", value.toLowerCase(Locale.ROOT));
            } else {
                String name = header.key().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
                attributes.put("kafkaheader" + name, value);
            }
        }
        return Optional.of(new KafkaEvent(attributes, RecordEvent.body(message)));
    }

    /** The same with one attribute more. */
    KafkaEvent with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new KafkaEvent(more, data);
    }

    /**
     * The headers of the request. No value is percent-encoded, though the HTTP binding of
     * CloudEvents asks for it, and what fits into no byte is a question mark.
     */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Prefer", "reply");
        headers.put("Kn-Namespace", NAMESPACE);
        attributes.forEach(
                (name, value) ->
                        headers.put(
                                name.equals("datacontenttype") ? "content-type" : "ce-" + name,
                                value.replaceAll("[^\\x00-\\x7f]", "?")));
        return headers;
    }

    /**
     * The record that a KafkaSink makes of it: its key is the event's {@code partitionkey}, which
     * only a wrapped one has by itself.
     */
    ProducerRecord<byte[], byte[]> sunk(String topic) {
        String key = attributes.get("partitionkey");
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), data);
        attributes.forEach(
                (name, value) ->
                        made.headers()
                                .add(
                                        name.equals("datacontenttype")
                                                ? "content-type"
                                                : "ce_" + name,
                                        value.getBytes(UTF_8)));
        return made;
    }
}
