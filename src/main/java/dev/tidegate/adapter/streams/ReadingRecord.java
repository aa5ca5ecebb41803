package dev.tidegate.adapter.streams;

import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.ReadingCodec;
import dev.tidegate.message.RecordHeaders;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A reading as a record. */
final class ReadingRecord {

    private ReadingRecord() {}

    /**
     * What was read.
     *
     * @throws Invalid naming the field, the value and the rule
     */
    static ServiceReading read(Record<String, byte[]> told, Instant received) {
        Stream<Header> headers = StreamSupport.stream(told.headers().spliterator(), false);
        ServiceReading read =
                ReadingCodec.read(
                        RecordHeaders.attributes(
                                headers.map(header -> Map.entry(header.key(), header.value()))
                                        .toList()),
                        told.value(),
                        received);
        if (!read.service().toString().equals(told.key())) {
            throw new Invalid(
                    "key",
                    "\"%s\" disagrees with the data; use \"%s\""
                            .formatted(told.key(), read.service()));
        }
        return read;
    }
}
