package dev.tidegate.message;

import dev.tidegate.core.distribution.VersionSpelling;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.UnaryOperator;

/** The {@code data} of an event as its sender wrote it: not yet checked. */
sealed interface EventData
        permits DeployData, AlertData, StepData, CommandData, ServiceData, VerdictData {

    @Nullable String namespace();

    @Nullable String service();

    /**
     * Checks which service it is about.
     *
     * @param namespaces the namespace of an environment, for data that name one
     * @throws Invalid naming the field, the value and the rule
     */
    default ServiceKey key(UnaryOperator<String> namespaces) {
        return new ServiceKey(
                Check.label("data.namespace", namespace()), Check.label("data.service", service()));
    }

    /** What the event's {@code subject} must be, when there is one. */
    default String subject(ServiceKey service) {
        return service.toString();
    }

    /**
     * Checks the rest of the fields and makes the event.
     *
     * @throws Invalid naming the field, the value and the rule
     */
    RolloutEvent event(Head head);

    /**
     * What every event has.
     *
     * @param id source and id: the event's identity
     * @param versions how its versions are spelled
     */
    record Head(
            EventType type,
            String id,
            ServiceKey service,
            Instant time,
            VersionSpelling versions) {}
}
