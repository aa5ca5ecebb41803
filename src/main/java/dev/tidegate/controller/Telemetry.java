package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;

import java.time.Duration;
import java.util.Optional;

/** What is measured and logged; never in the way of the work. */
public interface Telemetry {

    /** One decision: what happened, what was decided, why. */
    void decided(RolloutEvent event, Optional<Rollout> rollout, Decision decision);

    /** An event was refused for {@code reason} without a rollout to decide on. */
    void refused(RolloutEvent event, String reason);

    /** A commit or a write met somebody else's. */
    void conflict(String what);

    /** An operation is tried again after {@code delay}. */
    void retry(RolloutEvent event, int attempt, Duration delay, String why);

    /** The routes were acknowledged; {@code sinceEvent} from the event's time. */
    void applied(RolloutEvent event, Rollout rollout, int writes, Duration sinceEvent);

    /** A timer fired {@code late} after its due time. */
    void timerFired(Rollout rollout, Duration late);

    /** Events come from this topic, beside those that are always read. */
    void reads(String topic);

    /** An event could not be understood. */
    void deadLetter(String topic, String reason);
}
