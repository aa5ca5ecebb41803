package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.Telemetry;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.door.Denials;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures with Micrometer ({@link EventMeters}, {@link ReleaseMeters}) and tells the log ({@link
 * EventLog}, {@link DenialLog}).
 */
@ApplicationScoped
public class MicrometerTelemetry implements Telemetry, Denials {

    private final EventMeters meters;
    private final ReleaseMeters releases;
    private final EventLog log = new EventLog();
    private final DenialLog denials = new DenialLog();
    private final Clock clock;

    MicrometerTelemetry(MeterRegistry registry, ReleaseMeters releases, Clock clock) {
        this.meters = new EventMeters(registry);
        this.releases = releases;
        this.clock = clock;
    }

    @Override
    public void decided(RolloutEvent event, Optional<Rollout> rollout, Decision decision) {
        meters.decided(event, OutcomeName.of(decision), age(event));
        releases.decided(decision);
        log.decided(event, rollout, decision);
    }

    @Override
    public void refused(RolloutEvent event, String reason) {
        meters.decided(event, OutcomeName.REFUSED, age(event));
        log.refused(event, reason);
    }

    @Override
    public void conflict(String what) {
        meters.conflicts().increment();
        log.conflict(what);
    }

    @Override
    public void retry(RolloutEvent event, int attempt, Duration delay, String why) {
        meters.retries(EventName.of(event)).increment();
        log.retry(event, attempt, delay, why);
    }

    @Override
    public void applied(RolloutEvent event, Rollout rollout, int writes, Duration sinceEvent) {
        if (event instanceof RolloutEvent.AlertFired && writes > 0) {
            meters.alertWritten(sinceEvent);
        }
        log.applied(event, rollout, writes, sinceEvent);
    }

    @Override
    public void timerFired(Rollout rollout, Duration late) {
        meters.timerFired(late);
        log.timerFired(rollout, late);
    }

    @Override
    public void denied(Entry entry, Denied denied) {
        meters.denials(entry, denied.why()).increment();
        denials.denied(entry, denied, clock.instant());
    }

    @Override
    public void reads(String topic) {
        var _ = meters.deadLetters(topic);
    }

    @Override
    public void deadLetter(String topic, String reason) {
        meters.deadLetters(topic).increment();
        log.deadLetter(topic, reason);
    }

    private Duration age(RolloutEvent event) {
        return Duration.between(event.time(), clock.instant());
    }
}
