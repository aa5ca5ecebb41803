package dev.tidegate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Instant;
import java.util.Map;

/** A CloudEvent in binary mode, as a record. */
final class Event {

    private Event() {}

    /**
     * One of ours.
     *
     * @param topic without its prefix {@code tidegate.}
     * @param type without its prefix {@code dev.tidegate.}
     */
    static ProducerRecord<String, byte[]> of(
            String topic, String type, String id, String service, String data, Instant time) {
        String subject = Town.NAMESPACE + "/" + service;
        var event = new ProducerRecord<>("tidegate." + topic, subject, data.getBytes(UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_type",
                        "dev.tidegate." + type,
                        "ce_source",
                        "/test",
                        "ce_subject",
                        subject,
                        "ce_time",
                        time.toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        return event;
    }

    /** The same of another sender. */
    static ProducerRecord<String, byte[]> from(
            String source, ProducerRecord<String, byte[]> event) {
        event.headers().remove("ce_source").add("ce_source", source.getBytes(UTF_8));
        return event;
    }

    /** The value of a header; empty when there is none. */
    static String header(ConsumerRecord<String, byte[]> event, String name) {
        var header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
