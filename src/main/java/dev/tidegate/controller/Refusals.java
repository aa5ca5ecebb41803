package dev.tidegate.controller;

import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.ServiceKey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads back which events were understood and refused: of these no rollout knows. */
public interface Refusals {

    /**
     * Those of a service's events that were refused lately.
     *
     * @param since when they were refused at the earliest
     * @return in the order in which they were refused
     */
    Result<List<RefusedEvent>> of(ServiceKey service, Instant since);

    /**
     * One refusal.
     *
     * @param event source and id of the event, with a blank between
     * @param at when it was refused
     * @param reason why, and what to do
     * @param initiator who gave it, if it was a command, and why
     */
    record RefusedEvent(String event, Instant at, String reason, Optional<Initiator> initiator) {}
}
