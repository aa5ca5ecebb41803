package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Controller;
import dev.tidegate.core.event.ServiceKey;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pauses the partition of a service whose mailbox is full, and lets it go on when there is room
 * again in the mailboxes of all services that it waits for. A rebalance ends a pause by itself; the
 * next record of the service renews it.
 */
@ApplicationScoped
class Brakes {

    private static final Logger LOG = Logger.getLogger(Brakes.class);

    private final Controller controller;
    private final KafkaClientService clients;
    private final Map<Place, Set<ServiceKey>> held = new ConcurrentHashMap<>();

    Brakes(Controller controller, KafkaClientService clients) {
        this.controller = controller;
        this.clients = clients;
    }

    /** A partition as one channel reads it. */
    private record Place(String channel, TopicPartition partition) {}

    /** Pauses {@code partition} if the mailbox of {@code service} is full. */
    void check(String channel, TopicPartition partition, ServiceKey service) {
        if (controller.full(service)) {
            Place place = new Place(channel, partition);
            held.computeIfAbsent(place, _ -> ConcurrentHashMap.newKeySet()).add(service);
            settle(place);
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
                (place, services) -> {
                    if (services.remove(service)) {
                        settle(place);
                    }
                });
    }

    /**
     * Makes the consumer agree with what is held, on the thread that polls: what it does depends on
     * what is held then, so that a pause and its end may come there in any order.
     */
    private void settle(Place place) {
        java.util.function.Consumer<Consumer<Object, Object>> action =
                consumer -> settle(consumer, place);
        clients.getConsumer(place.channel())
                .runOnPollingThread(action)
                .subscribe()
                .with(_ -> {}, e -> LOG.warnf("%s stays as it is: %s", place.partition(), e));
    }

    private void settle(Consumer<?, ?> consumer, Place place) {
        if (!consumer.assignment().contains(place.partition())) {
            return;
        }
        Set<ServiceKey> services = held.getOrDefault(place, Set.of());
        boolean paused = consumer.paused().contains(place.partition());
        if (services.isEmpty() && paused) {
            consumer.resume(List.of(place.partition()));
            LOG.infof("%s goes on", place.partition());
        } else if (!services.isEmpty() && !paused) {
            consumer.pause(List.of(place.partition()));
            LOG.infof("%s is paused: too much waits for %s", place.partition(), services);
        }
    }
}
