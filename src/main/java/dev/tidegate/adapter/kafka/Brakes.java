package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Controller;
import dev.tidegate.core.event.ServiceKey;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pauses the partition of a service whose mailbox is full, and lets it go on when there is room
 * again. A rebalance ends a pause by itself; the next record of the service renews it.
 */
@ApplicationScoped
class Brakes {

    private final Controller controller;
    private final KafkaClientService clients;
    private final Map<Held, ServiceKey> held = new ConcurrentHashMap<>();

    Brakes(Controller controller, KafkaClientService clients) {
        this.controller = controller;
        this.clients = clients;
    }

    /** A paused partition. */
    private record Held(String channel, TopicPartition partition) {}

    /** Pauses {@code partition} if the mailbox of {@code service} is full. */
    void check(String channel, TopicPartition partition, ServiceKey service) {
        if (controller.full(service)) {
            held.put(new Held(channel, partition), service);
            onPollingThread(channel, consumer -> pause(consumer, partition));
            // the mailbox may have been emptied in between, with nobody left to say so
            release(service);
        }
    }

    /** Lets the partitions go on that waited for {@code service}, if there is room. */
    void release(ServiceKey service) {
        if (held.isEmpty() || controller.full(service)) {
            return;
        }
        held.forEach(
                (place, waitsFor) -> {
                    if (waitsFor.equals(service) && held.remove(place, service)) {
                        onPollingThread(
                                place.channel(), consumer -> resume(consumer, place.partition()));
                    }
                });
    }

    private void onPollingThread(
            String channel, java.util.function.Consumer<Consumer<Object, Object>> action) {
        clients.getConsumer(channel).runOnPollingThread(action).subscribe().with(_ -> {}, _ -> {});
    }

    private static void pause(Consumer<Object, Object> consumer, TopicPartition partition) {
        if (consumer.assignment().contains(partition)) {
            consumer.pause(List.of(partition));
        }
    }

    private static void resume(Consumer<Object, Object> consumer, TopicPartition partition) {
        if (consumer.assignment().contains(partition)) {
            consumer.resume(List.of(partition));
        }
    }
}
