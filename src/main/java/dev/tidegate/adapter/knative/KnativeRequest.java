package dev.tidegate.adapter.knative;

import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.message.EventHeaders;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the headers of a request say of its event. Knative's dispatcher for Kafka percent-encodes no
 * attribute, though the HTTP binding of CloudEvents asks for it, so what it sends is read as it is;
 * it names itself by {@code Kn-Namespace}.
 *
 * @param attributes as {@link dev.tidegate.message.CloudEventCodec} takes them
 * @param place where the event's record stands; empty when nobody says
 * @param written when a wrapped record was; empty of any other
 */
record KnativeRequest(
        Map<String, String> attributes, Optional<RecordPosition> place, Optional<Instant> written) {

    static KnativeRequest of(Map<String, List<String>> headers) {
        boolean fromKafka = headers.keySet().stream().anyMatch("Kn-Namespace"::equalsIgnoreCase);
        Map<String, String> sent =
                fromKafka ? EventHeaders.asTheyAre(headers) : EventHeaders.attributes(headers);
        return WrappedRecord.is(sent)
                ? new KnativeRequest(
                        WrappedRecord.attributes(sent), place(sent), WrappedRecord.written(sent))
                : new KnativeRequest(sent, place(sent), Optional.empty());
    }

    /**
     * The same event with what is known of its record. An alert of which nobody says when it was
     * written was not before {@code now}: its own time is the one at which it began to fire.
     */
    RolloutEvent placed(RolloutEvent event, Instant now) {
        return switch (event) {
            case DeployStarted deploy -> deploy.at(place);
            case AlertFired fired -> fired.writtenAt(written.orElse(now));
            default -> event;
        };
    }

    /** The dispatcher does not say which topic; a function has one. */
    private static Optional<RecordPosition> place(Map<String, String> sent) {
        return RecordPosition.parse(
                "knative-%s@%s"
                        .formatted(
                                sent.get("knativekafkapartition"), sent.get("knativekafkaoffset")));
    }
}
