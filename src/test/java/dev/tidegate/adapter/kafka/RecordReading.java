package dev.tidegate.adapter.kafka;

import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record read as the consumers read it. */
public final class RecordReading {

    private static final CloudEventCodec CODEC = new CloudEventCodec(Clock.systemUTC());

    private RecordReading() {}

    /** What comes of a record that was just written to the topic of its kind. */
    public static Decoded read(List<Map.Entry<String, byte[]>> headers, byte[] value) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach(h -> all.add(h.getKey(), h.getValue()));
        String topic =
                CODEC.decode(dev.tidegate.message.RecordHeaders.attributes(headers), value)
                                instanceof Decoded.Event event
                        ? event.topic()
                        : Topics.ALERTS;
        return ReceivedRecord.decode(
                CODEC,
                NamespaceTopics.BESIDE,
                new ConsumerRecord<>(
                        topic,
                        3,
                        1042,
                        System.currentTimeMillis(),
                        TimestampType.CREATE_TIME,
                        0,
                        value.length,
                        new byte[0],
                        value,
                        all,
                        Optional.empty()));
    }
}
