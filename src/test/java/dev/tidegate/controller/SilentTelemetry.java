package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;

import java.time.Duration;
import java.util.Optional;

/** Measures and says nothing. */
public class SilentTelemetry implements Telemetry {

    @Override
    public void decided(RolloutEvent event, Optional<Rollout> rollout, Decision decision) {}

    @Override
    public void refused(RolloutEvent event, String reason) {}

    @Override
    public void conflict(String what) {}

    @Override
    public void retry(RolloutEvent event, int attempt, Duration delay, String why) {}

    @Override
    public void applied(RolloutEvent event, Rollout rollout, int writes, Duration sinceEvent) {}

    @Override
    public void timerFired(Rollout rollout, Duration late) {}

    @Override
    public void reads(String topic) {}

    @Override
    public void deadLetter(String topic, String reason) {}
}
