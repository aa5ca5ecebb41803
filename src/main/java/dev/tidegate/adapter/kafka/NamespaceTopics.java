package dev.tidegate.adapter.kafka;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.Decoded.Poison;

import java.util.Optional;
import java.util.Set;

/** Whether a namespace has topics of its own, such as {@code tidegate.alerts.bookinfo}. */
public enum NamespaceTopics {
    /** There are none. */
    OFF,
    /** They are read beside the topics of all, whose writers act in every namespace. */
    BESIDE,
    /** They alone are read; what is on the topics of all is refused. */
    ONLY;

    /** Those that others write; a timer is Tidegate's own. */
    private static final Set<String> DIVIDED =
            Set.of(Topics.DEPLOYMENTS, Topics.ALERTS, Topics.COMMANDS);

    /** Where Tidegate itself writes what it was given for a service. */
    String written(String topic, ServiceKey service) {
        return this == ONLY ? own(topic, service) : topic;
    }

    /** Why an event may not come by the topic that it came by; empty when it may. */
    Optional<Poison> misplaced(Decoded.Event read, String topic) {
        ServiceKey service = read.event().service();
        String right = written(read.topic(), service);
        if (topic.equals(right) || (this == BESIDE && topic.equals(own(right, service)))) {
            return Optional.empty();
        }
        if (this != OFF && topic.startsWith(read.topic() + ".")) {
            return Optional.of(
                    new Poison(
                            "data.namespace",
                            "data.namespace: \"%s\" is not what %s may speak of; write it to %s"
                                    .formatted(
                                            service.namespace(),
                                            topic,
                                            own(read.topic(), service))));
        }
        return Optional.of(
                new Poison(
                        "type",
                        "type: this event does not belong on %s; write it to %s"
                                .formatted(topic, right)));
    }

    private static String own(String topic, ServiceKey service) {
        return DIVIDED.contains(topic) ? topic + "." + service.namespace() : topic;
    }
}
