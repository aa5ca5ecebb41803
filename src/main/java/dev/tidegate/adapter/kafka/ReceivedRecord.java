package dev.tidegate.adapter.kafka;

import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.Decoded.Poison;
import dev.tidegate.message.RecordHeaders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of a topic, read as an event that is allowed there. */
final class ReceivedRecord {

    private static final byte[] NOTHING = {};

    private ReceivedRecord() {}

    /**
     * Reads a record. The topics are separate rights: an event on another topic than its own is
     * poison, or a CI job that may start a release could promote it as well, or another team's.
     */
    static Decoded decode(
            CloudEventCodec codec, NamespaceTopics topics, ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value() == null ? NOTHING : message.value();
        Decoded decoded = codec.decode(attributes(message), value);
        if (decoded instanceof Decoded.Event event) {
            Optional<Poison> misplaced = topics.misplaced(event, message.topic());
            return misplaced.isPresent()
                    ? misplaced.get()
                    : new Decoded.Event(RecordedEvent.by(message, event.event()), event.topic());
        }
        return decoded;
    }

    private static Map<String, String> attributes(ConsumerRecord<byte[], byte[]> message) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                headers.add(Map.entry(header.key(), header.value()));
            }
        }
        return RecordHeaders.attributes(headers);
    }
}
