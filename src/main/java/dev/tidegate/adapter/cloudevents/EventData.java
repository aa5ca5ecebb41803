package dev.tidegate.adapter.cloudevents;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The {@code data} of an event as its sender wrote it: not yet checked. */
sealed interface EventData permits DeployData, AlertData, StepData, CommandData {

    @Nullable String namespace();

    @Nullable String service();

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
     */
    record Head(EventType type, String id, ServiceKey service, Instant time) {}
}
