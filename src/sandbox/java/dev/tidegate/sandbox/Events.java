package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.sandbox.traffic.ProxyCounters;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Publishes what a CI job and an alerting system would: CloudEvents in binary mode, on Kafka. */
final class Events implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;

    Events(String bootstrapServers, Clock clock) {
        this.clock = clock;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** Tells that {@code version} was deployed; returns the event's id. */
    String deployed(String namespace, String service, String version) {
        ObjectNode data = data(namespace, service).put("version", version);
        return acknowledged(
                "tidegate.deployments", "dev.tidegate.deploy.started", namespace, service, data);
    }

    /**
     * An alert that fires.
     *
     * @param nanos {@link System#nanoTime()} just before its record was handed to Kafka
     */
    record Firing(long nanos, String namespace, String service, ObjectNode data) {}

    /** Raises an alert on {@code version}. */
    Firing alert(String namespace, String service, String version, String name) {
        ObjectNode data =
                data(namespace, service)
                        .put("alert", name)
                        .put("severity", "critical")
                        .put("version", version)
                        .put("fingerprint", UUID.randomUUID().toString())
                        .put("startsAt", clock.instant().toString());
        long before = System.nanoTime();
        acknowledged("tidegate.alerts", "dev.tidegate.alert.fired", namespace, service, data);
        return new Firing(before, namespace, service, data);
    }

    /** Tells that it fires no longer. */
    void resolve(Firing alert) {
        acknowledged(
                "tidegate.alerts",
                "dev.tidegate.alert.resolved",
                alert.namespace(),
                alert.service(),
                alert.data());
    }

    /** Tells what an observer has counted since it started; does not wait. */
    void reading(
            String namespace,
            String service,
            String observer,
            Map<String, ProxyCounters.Count> counts) {
        ObjectNode data =
                data(namespace, service)
                        .put("source", "sandbox")
                        .put("observer", observer)
                        .put("at", clock.instant().toString());
        ObjectNode versions = data.putObject("versions");
        counts.forEach(
                (version, count) ->
                        versions.putObject(version)
                                .put("requests", count.requests())
                                .put("failures", count.failures()));
        if (!counts.isEmpty()) {
            var _ =
                    producer.send(
                            event(
                                    "tidegate.readings",
                                    "dev.tidegate.reading",
                                    namespace,
                                    service,
                                    data));
        }
    }

    private static ObjectNode data(String namespace, String service) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("namespace", namespace)
                .put("service", service);
    }

    private String acknowledged(
            String topic, String type, String namespace, String service, ObjectNode data) {
        ProducerRecord<String, byte[]> event = event(topic, type, namespace, service, data);
        Future<RecordMetadata> sent = producer.send(event);
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(topic + " did not take the event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new String(event.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    private ProducerRecord<String, byte[]> event(
            String topic, String type, String namespace, String service, ObjectNode data) {
        String id = UUID.randomUUID().toString();
        String key = namespace + "/" + service;
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(topic, key, data.toString().getBytes(StandardCharsets.UTF_8));
        Map<String, String> attributes =
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_type",
                        type,
                        "ce_source",
                        "/sandbox",
                        "ce_subject",
                        key,
                        "ce_time",
                        clock.instant().toString(),
                        "content-type",
                        "application/json");
        attributes.forEach(
                (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    @Override
    public void close() {
        producer.close();
    }
}
