package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Controller;
import dev.tidegate.controller.EventCodec;
import dev.tidegate.controller.EventCodec.Decoded;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the records of the topics: an event goes to the controller, anything else to the dead
 * letters. Nothing here blocks, and a record's offset is committed only when all that follows from
 * it is acknowledged.
 */
@ApplicationScoped
class Intake {

    private static final CompletionStage<Void> TAKEN = CompletableFuture.completedStage(null);

    private final EventCodec codec;
    private final Controller controller;
    private final DeadLetters deadLetters;
    private final Brakes brakes;

    Intake(EventCodec codec, Controller controller, DeadLetters deadLetters, Brakes brakes) {
        this.codec = codec;
        this.controller = controller;
        this.deadLetters = deadLetters;
        this.brakes = brakes;
    }

    @Incoming("deployments")
    CompletionStage<Void> deployments(Message<byte[]> message) {
        return take(message, true);
    }

    /** Alerts are never paused: they must reach a service whose mailbox is full. */
    @Incoming("alerts")
    CompletionStage<Void> alerts(Message<byte[]> message) {
        return take(message, false);
    }

    @Incoming("timers")
    CompletionStage<Void> timers(Message<byte[]> message) {
        return take(message, true);
    }

    @Incoming("commands")
    CompletionStage<Void> commands(Message<byte[]> message) {
        return take(message, true);
    }

    private CompletionStage<Void> take(Message<byte[]> message, boolean pausable) {
        @SuppressWarnings("unchecked") // the deserializers are set for all channels
        IncomingKafkaRecordMetadata<byte[], byte[]> metadata =
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        ConsumerRecord<byte[], byte[]> received = metadata.getRecord();
        switch (decoded(received)) {
            case Decoded.Poison poison ->
                    deadLetters.bury(received, poison, () -> acknowledge(message));
            case Decoded.Event(RolloutEvent event, String topic) -> {
                ServiceKey service = event.service();
                controller.handle(
                        event,
                        () -> {
                            acknowledge(message);
                            brakes.release(service);
                        });
                if (pausable) {
                    brakes.check(
                            metadata.getChannel(),
                            new TopicPartition(topic, received.partition()),
                            service);
                }
            }
        }
        return TAKEN;
    }

    /** A programmer's error in decoding must neither lose the record nor stop the channel. */
    private Decoded decoded(ConsumerRecord<byte[], byte[]> received) {
        try {
            return Received.decode(codec, received);
        } catch (RuntimeException e) {
            return new Decoded.Poison("event", "event: cannot be read: " + e);
        }
    }

    private static void acknowledge(Message<byte[]> message) {
        message.ack();
    }
}
