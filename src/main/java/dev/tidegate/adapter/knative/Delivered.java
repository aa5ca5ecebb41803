package dev.tidegate.adapter.knative;

import dev.tidegate.controller.EventHeaders;
import dev.tidegate.core.event.Place;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the headers of a request say of its event. Knative's dispatcher for Kafka percent-encodes no
 * attribute, though the HTTP binding of CloudEvents asks for it, so what it sends is read as it is;
 * it names itself by {@code Kn-Namespace}. A record that is no CloudEvent by the Kafka binding it
 * wraps into one of its own: then the attributes are those of the record's headers.
 *
 * @param attributes as {@link dev.tidegate.controller.EventCodec} takes them
 * @param place where the event's record stands; empty when nobody says
 * @param written when a wrapped record was; empty of any other
 */
record Delivered(Map<String, String> attributes, Optional<Place> place, Optional<Instant> written) {

    private static final String WRAPPER = "dev.knative.kafka.event";

    /** Before the name of a wrapped record's header, of which the signs are left out. */
    private static final String WRAPPED = "kafkaheaderce";

    private static final List<String> READ =
            List.of("specversion", "id", "source", "type", "time", "subject", "datacontenttype");

    static Delivered of(Map<String, List<String>> headers) {
        boolean fromKafka = headers.keySet().stream().anyMatch("Kn-Namespace"::equalsIgnoreCase);
        Map<String, String> sent =
                fromKafka ? EventHeaders.asTheyAre(headers) : EventHeaders.attributes(headers);
        return WRAPPER.equals(sent.get("type"))
                ? new Delivered(unwrapped(sent), place(sent), time(sent.get("time")))
                : new Delivered(sent, place(sent), Optional.empty());
    }

    /** The same event with what is known of its record. */
    RolloutEvent placed(RolloutEvent event) {
        return switch (event) {
            case DeployStarted deploy -> deploy.at(place);
            case AlertFired fired -> written.map(fired::writtenAt).orElse(fired);
            default -> event;
        };
    }

    private static Map<String, String> unwrapped(Map<String, String> sent) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : READ) {
            Optional.ofNullable(sent.get(WRAPPED + name)).ifPresent(v -> attributes.put(name, v));
        }
        Optional.ofNullable(sent.get("content-type"))
                .ifPresent(type -> attributes.put("content-type", type));
        return attributes;
    }

    /** The dispatcher does not say which topic; a function has one. */
    private static Optional<Place> place(Map<String, String> sent) {
        return Place.parse(
                "knative-%s@%s"
                        .formatted(
                                sent.get("knativekafkapartition"), sent.get("knativekafkaoffset")));
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
