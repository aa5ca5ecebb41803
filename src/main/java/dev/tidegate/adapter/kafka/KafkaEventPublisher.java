package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.EventPublisher;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.Map;

/** Puts events that came by HTTP on their topics. */
@ApplicationScoped
class KafkaEventPublisher implements EventPublisher {

    private final RecordSender sender;

    private final NamespaceTopics topics;

    KafkaEventPublisher(
            RecordSender sender,
            @ConfigProperty(name = Intake.NAMESPACE_TOPICS) NamespaceTopics topics) {
        this.sender = sender;
        this.topics = topics;
    }

    @Override
    public String topic(String topic, ServiceKey key) {
        return topics.written(topic, key);
    }

    @Override
    public Result<Boolean> publish(
            String topic, ServiceKey key, Map<String, String> attributes, byte[] body) {
        if (topics == NamespaceTopics.ONLY && key.equals(FreezeScope.ALL.service())) {
            return new Result.Rejected<>("data.all: " + NamespaceTopics.NOT_ALL);
        }
        return sender.send(CloudEventRecord.of(topic(topic, key), key, attributes, body));
    }
}
