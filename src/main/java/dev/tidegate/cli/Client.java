package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.BinaryEvent;

import java.io.IOException;
import java.util.Optional;

/** A way to Tidegate: its HTTP API, or its topics. */
interface Client extends AutoCloseable {

    /**
     * Publishes an event; returns when every in-sync replica of Kafka has it.
     *
     * @throws IOException when that cannot be done now; the same event may be sent again
     * @throws IllegalArgumentException when it never can
     */
    void publish(ServiceKey service, BinaryEvent event) throws IOException;

    /** The moves of the service's rollouts; open it before the event is published. */
    Feed feed(ServiceKey service);

    /**
     * The alerts that are taken to fire for the service, as {@code GET /api/alerts} lists them;
     * empty on a way that cannot ask.
     *
     * @throws IOException when it cannot be asked now
     */
    default Optional<JsonNode> firing(ServiceKey service) throws IOException {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
