package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.EventPublisher;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Map;

/** Puts events that came by HTTP on their topics. */
@ApplicationScoped
class KafkaEventPublisher implements EventPublisher {

    private final Sender sender;

    KafkaEventPublisher(Sender sender) {
        this.sender = sender;
    }

    @Override
    public Result<Boolean> publish(
            String topic, ServiceKey key, Map<String, String> attributes, byte[] body) {
        return sender.send(CloudEventRecord.of(topic, key, attributes, body));
    }
}
