package dev.tidegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.BinaryEvent;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Tidegate's topics. */
final class KafkaClient implements Client {

    private final Map<String, Object> settings;
    private final boolean ofNamespaces;

    /**
     * @param settings of the Kafka client, {@code bootstrap.servers} among them
     * @param ofNamespaces whether to write to the topics of the services' namespaces
     */
    KafkaClient(Map<String, Object> settings, boolean ofNamespaces) {
        this.settings = settings;
        this.ofNamespaces = ofNamespaces;
    }

    @Override
    public void publish(ServiceKey service, BinaryEvent event) throws IOException {
        boolean ofAll = service.equals(FreezeScope.ALL.service());
        String topic =
                ofNamespaces && !ofAll ? event.topic() + "." + service.namespace() : event.topic();
        var message = new ProducerRecord<>(topic, service.toString(), event.body());
        event.attributes()
                .forEach(
                        (name, value) ->
                                message.headers()
                                        .add(
                                                name.equals("content-type") ? name : "ce_" + name,
                                                value.getBytes(UTF_8)));
        try (var producer =
                new KafkaProducer<>(
                        producerSettings(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw failure(topic, Objects.requireNonNullElse(e.getCause(), e));
        } catch (KafkaException e) {
            throw failure(topic, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("acks", "all");
        all.putIfAbsent("delivery.timeout.ms", 30_000);
        all.putIfAbsent("request.timeout.ms", 10_000);
        all.putIfAbsent("max.block.ms", 30_000);
        return all;
    }

    private static IOException failure(String topic, Throwable why) {
        String what = "topic %s: %s".formatted(topic, KafkaTrouble.of(why));
        if (why instanceof RetriableException) {
            return new IOException(what, why);
        }
        throw new IllegalArgumentException(what, why);
    }

    @Override
    public Feed feed(ServiceKey service) {
        return new KafkaFeed(settings, service);
    }
}
