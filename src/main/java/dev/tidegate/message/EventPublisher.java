package dev.tidegate.message;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;

import java.util.Map;

/** Puts a CloudEvent on its topic as it came. */
public interface EventPublisher {

    /** Done once every in-sync replica has it; Unreachable when Kafka is away. */
    Result<Boolean> publish(
            String topic, ServiceKey key, Map<String, String> attributes, byte[] body);

    /** The topic that it puts an event on: that of all, or that of the service's namespace. */
    default String topic(String topic, ServiceKey key) {
        return topic;
    }
}
