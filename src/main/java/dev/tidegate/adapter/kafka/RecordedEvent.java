package dev.tidegate.adapter.kafka;

import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.time.Instant;
import java.util.Optional;

/** An event with what its record tells of when it was written. */
final class RecordedEvent {

    private RecordedEvent() {}

    /**
     * A deployment with where its record stands, an alert with its record's time. A deployment
     * happened before its record was written, whatever its sender's clock says.
     */
    static RolloutEvent by(ConsumerRecord<?, ?> message, RolloutEvent event) {
        return switch (event) {
            case DeployStarted deploy ->
                    deploy.writtenBy(latest(message)).at(Optional.of(place(message)));
            case AlertFired fired when message.timestamp() >= 0 ->
                    fired.writtenAt(Instant.ofEpochMilli(message.timestamp()));
            default -> event;
        };
    }

    private static Instant latest(ConsumerRecord<?, ?> message) {
        return message.timestamp() < 0 ? Instant.MAX : Instant.ofEpochMilli(message.timestamp());
    }

    private static RecordPosition place(ConsumerRecord<?, ?> message) {
        return new RecordPosition(message.topic() + "-" + message.partition(), message.offset());
    }
}
