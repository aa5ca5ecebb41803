package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.EventHead;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.util.Map;

/**
 * Events as records in the binary mode: attributes as {@code ce_} headers, the data as value, the
 * key {@code namespace/service}.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     Kafka Protocol Binding 1.0.2</a>
 */
final class CloudEventRecord {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private CloudEventRecord() {}

    /** An event that Tidegate itself makes. */
    static ProducerRecord<byte[], byte[]> own(
            String topic, ServiceKey service, EventHead head, Record data) {
        try {
            return of(topic, service, head.attributes(), JSON.writeValueAsBytes(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(data + " cannot be written as JSON", e);
        }
    }

    /** An event as it came. */
    static ProducerRecord<byte[], byte[]> of(
            String topic, ServiceKey service, Map<String, String> attributes, byte[] body) {
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, service.toString().getBytes(UTF_8), body);
        for (Map.Entry<String, String> each : attributes.entrySet()) {
            String prefix = each.getKey().equals("content-type") ? "" : "ce_";
            made.headers().add(prefix + each.getKey(), each.getValue().getBytes(UTF_8));
        }
        return made;
    }
}
