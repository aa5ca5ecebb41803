package dev.tidegate.cli.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.EventEcho;
import dev.tidegate.message.EventHeaders;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.RecordHeaders;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * CloudEvents, as records of a topic or over HTTP.
 *
 * @param attributes of the headers those that are the event's
 */
record EventEntrance(CloudEventCodec codec, Function<List<Header>, Map<String, String>> attributes)
        implements Entrance {

    /** The records of a topic. */
    static EventEntrance kafka(CloudEventCodec codec) {
        return new EventEntrance(
                codec,
                headers ->
                        RecordHeaders.attributes(
                                headers.stream()
                                        .map(h -> Map.entry(h.name(), h.value().getBytes(UTF_8)))
                                        .toList()));
    }

    /** What is posted to {@code /events}. */
    static EventEntrance http(CloudEventCodec codec) {
        return new EventEntrance(codec, headers -> EventHeaders.attributes(Header.byName(headers)));
    }

    @Override
    public int mostBytes() {
        return CloudEventCodec.MOST_BYTES;
    }

    @Override
    public ReadResult read(List<Header> headers, byte[] body) {
        Map<String, String> found;
        try {
            found = attributes.apply(headers);
        } catch (Invalid e) {
            return ReadResult.refused(e.reason());
        }
        return switch (codec.decode(found, body)) {
            case Decoded.Poison(String _, String reason) -> ReadResult.refused(reason);
            case Decoded.Event event ->
                    new ReadResult(List.of(EventEcho.of(event, found, body)), List.of(), false);
        };
    }
}
