package dev.tidegate.message;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.core.text.Blanks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what is sent over HTTP: one CloudEvent, a batch of them ({@code
 * application/cloudevents-batch+json}), or the data alone, of one reading or a list.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#4-json-batch-format">JSON
 *     Batch Format 1.0.2</a>
 */
public final class ReadingBatch {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String EVENT = "application/cloudevents";

    private ReadingBatch() {}

    /** Whether a content type is one of those. */
    public static boolean isRead(String contentType) {
        return type(contentType).equals(BATCH) || JsonType.declaredBy(contentType);
    }

    /**
     * Reads all of them, or none.
     *
     * @param attributes as {@link EventHeaders} gives them
     * @param received when they came in, by our clock
     * @throws Invalid naming the field, the value and the rule; of a list with its index, from 0
     */
    public static List<ServiceReading> read(
            Map<String, String> attributes, byte[] body, Instant received) {
        String type = type(attributes.getOrDefault("content-type", ""));
        boolean batch = type.equals(BATCH);
        if (!batch && (attributes.containsKey("type") || type.startsWith(EVENT))) {
            return List.of(ReadingCodec.read(attributes, body, received));
        }
        List<ObjectNode> sent = Json.objects("data", body);
        List<ServiceReading> readings = new ArrayList<>(sent.size());
        for (ObjectNode one : sent) {
            try {
                readings.add(
                        batch
                                ? ReadingCodec.read(Envelope.structured(one), received)
                                : ReadingData.read(one, received));
            } catch (Invalid e) {
                throw sent.size() == 1 ? e : at(readings.size(), e);
            }
        }
        return readings;
    }

    private static Invalid at(int index, Invalid one) {
        return new Invalid(
                "%d.%s".formatted(index, one.field()),
                one.reason().substring(one.reason().indexOf(": ") + 2));
    }

    private static String type(String contentType) {
        return Blanks.stripped(contentType.split(";", 2)[0]).toLowerCase(Locale.ROOT);
    }
}
