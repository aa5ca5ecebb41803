package dev.tidegate.chaos.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.Journal;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.CloudEventWriter;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Sends the events of people, CI and alerting, until Kafka has them: that is their affair. */
public final class Post implements AutoCloseable {

    /** Who tells them. */
    public static final String SOURCE = "/chaos";

    private final Journal journal;
    private final KafkaProducer<String, byte[]> producer;
    private final CloudEventWriter writer = new CloudEventWriter();

    public Post(String bootstrapServers, Journal journal) {
        this.journal = journal;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                0,
                                "reconnect.backoff.max.ms",
                                500),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** Sends it; returns when the broker has it. */
    public void send(RolloutEvent event) {
        BinaryEvent written = writer.write(SOURCE, event);
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(written.topic(), event.service().toString(), written.body());
        written.attributes()
                .forEach(
                        (name, value) ->
                                sent.headers()
                                        .add(
                                                (name.equals("content-type") ? "" : "ce_") + name,
                                                value.getBytes(UTF_8)));
        acknowledged(sent, written.attributes());
    }

    /** Sends what is no event. */
    public void rubbish(String topic, ServiceKey service, String text) {
        acknowledged(
                new ProducerRecord<>(topic, service.toString(), text.getBytes(UTF_8)), Map.of());
    }

    private void acknowledged(ProducerRecord<String, byte[]> sent, Map<String, String> attributes) {
        long handed = journal.micros();
        while (true) {
            try {
                RecordMetadata at = producer.send(sent).get();
                journal.add(
                        new Entry.Sent(
                                journal.micros(),
                                handed,
                                at.topic(),
                                at.partition(),
                                at.offset(),
                                sent.key(),
                                attributes,
                                new String(sent.value(), UTF_8)));
                return;
            } catch (ExecutionException e) {
                // the broker was away for too long: again, with the same id
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
