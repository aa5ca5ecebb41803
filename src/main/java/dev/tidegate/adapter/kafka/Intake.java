package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Controller;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the records of the topics: an event goes to the controller, anything else to the dead
 * letters. Nothing here blocks, and a record's offset is committed only when all that follows from
 * it is acknowledged.
 */
@ApplicationScoped
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** The setting that says whether namespaces have topics of their own. */
    static final String NAMESPACE_TOPICS = "tidegate.topics.per-namespace";

    private static final CompletionStage<Void> TAKEN = CompletableFuture.completedStage(null);

    private final CloudEventCodec codec;
    private final Controller controller;
    private final DeadLetters deadLetters;
    private final Channels channels;
    private final NamespaceTopics topics;

    Intake(
            CloudEventCodec codec,
            Controller controller,
            DeadLetters deadLetters,
            Channels channels,
            @ConfigProperty(name = NAMESPACE_TOPICS) NamespaceTopics topics) {
        this.codec = codec;
        this.controller = controller;
        this.deadLetters = deadLetters;
        this.channels = channels;
        this.topics = topics;
    }

    @Incoming("deployments")
    CompletionStage<Void> deployments(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("alerts")
    CompletionStage<Void> alerts(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("timers")
    CompletionStage<Void> timers(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("commands")
    CompletionStage<Void> commands(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("verdicts")
    CompletionStage<Void> verdicts(Message<byte[]> message) {
        return take(message);
    }

    private CompletionStage<Void> take(Message<byte[]> message) {
        @SuppressWarnings("unchecked") // the deserializers are set for all channels
        IncomingKafkaRecordMetadata<byte[], byte[]> metadata =
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        ConsumerRecord<byte[], byte[]> received = metadata.getRecord();
        Channel channel = channels.named(metadata.getChannel());
        TopicPartition partition = new TopicPartition(received.topic(), received.partition());
        long offset = received.offset();
        // holds the place and not the record: what its sender wrote may be large, and wait long
        Runnable done = () -> channel.done(partition, offset);
        switch (decoded(received)) {
            case Decoded.Poison poison -> deadLetters.bury(received, poison, done);
            case Decoded.Event(RolloutEvent event, String _) -> {
                channel.read(partition, offset);
                controller.handle(event, done);
            }
        }
        return TAKEN;
    }

    /** A programmer's error in decoding must neither lose the record nor stop the channel. */
    private Decoded decoded(ConsumerRecord<byte[], byte[]> received) {
        try {
            return ReceivedRecord.decode(codec, topics, received);
        } catch (RuntimeException e) {
            LOG.error("an event could not be decoded, by an error of Tidegate's own", e);
            return new Decoded.Poison(
                    "event",
                    "event: cannot be read, by an error of Tidegate's own that its log tells; send"
                            + " it again when that is mended");
        }
    }
}
