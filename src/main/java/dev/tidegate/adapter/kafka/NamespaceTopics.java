package dev.tidegate.adapter.kafka;

import dev.tidegate.core.event.FreezeScope;
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

    /** Why a command about every namespace is not taken. */
    static final String NOT_ALL =
            "who speaks for one namespace freezes no other; write it to tidegate.commands, where"
                + " that is read (tidegate.topics.per-namespace is not only), or set the key _all"
                + " of the ConfigMap tidegate-freeze";

    /** Where Tidegate itself writes what it was given for a service. */
    String written(String topic, ServiceKey service) {
        return this == ONLY ? own(topic, service) : topic;
    }

    /** Why an event may not come by the topic that it came by; empty when it may. */
    Optional<Poison> misplaced(Decoded.Event read, String topic) {
        ServiceKey service = read.event().service();
        if (service.equals(FreezeScope.ALL.service()) && !takesAll(read, topic)) {
            return Optional.of(new Poison("data.all", "data.all: " + NOT_ALL));
        }
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

    /** What is about every namespace is taken from the topic of all only, where that is read. */
    private boolean takesAll(Decoded.Event read, String topic) {
        return this != ONLY && topic.equals(read.topic());
    }

    private static String own(String topic, ServiceKey service) {
        return DIVIDED.contains(topic) ? topic + "." + service.namespace() : topic;
    }
}
