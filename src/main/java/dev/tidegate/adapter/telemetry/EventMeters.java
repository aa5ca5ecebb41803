package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.access.Denied;
import dev.tidegate.controller.access.Entry;
import dev.tidegate.core.event.RolloutEvent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;

/**
 * The meters of what happened. Every tag has a small, fixed set of values.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><td>{@code tidegate.decisions}</td><td>decisions by event and outcome</td></tr>
 *   <tr><td>{@code tidegate.event.age}</td><td>from an outside event's time to its decision</td></tr>
 *   <tr><td>{@code tidegate.alert.to.write}</td><td>from an alert's time to the acknowledged
 *       write of the routes; a histogram with buckets to 5 s</td></tr>
 *   <tr><td>{@code tidegate.conflicts}</td><td>writes that met somebody else's</td></tr>
 *   <tr><td>{@code tidegate.retries}</td><td>operations tried again, by event</td></tr>
 *   <tr><td>{@code tidegate.dead.letters}</td><td>events not understood, by topic</td></tr>
 *   <tr><td>{@code tidegate.denials}</td><td>requests of those who were not let in, by entry
 *       ({@link Entry}) and reason ({@link Denied.Why})</td></tr>
 *   <tr><td>{@code tidegate.timer.lateness}</td><td>from a timer's due time until it fired</td></tr>
 * </table>
 */
final class EventMeters {

    private static final Duration LARGEST_BUCKET = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final Timer alertToWrite;
    private final Timer lateness;

    EventMeters(MeterRegistry registry) {
        this.registry = registry;
        this.alertToWrite =
                Timer.builder("tidegate.alert.to.write")
                        .description("From an alert's time to the acknowledged write of the routes")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(LARGEST_BUCKET)
                        .register(registry);
        this.lateness =
                Timer.builder("tidegate.timer.lateness")
                        .description("From a timer's due time until it fired")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(LARGEST_BUCKET)
                        .register(registry);
    }

    void decided(RolloutEvent event, String outcome, Duration age) {
        String name = EventName.of(event);
        registry.counter("tidegate.decisions", "event", name, "outcome", outcome).increment();
        if (!(event instanceof RolloutEvent.Observed)) {
            registry.timer("tidegate.event.age", "event", name).record(notNegative(age));
        }
    }

    void alertWritten(Duration sinceAlert) {
        alertToWrite.record(notNegative(sinceAlert));
    }

    void timerFired(Duration late) {
        lateness.record(notNegative(late));
    }

    void conflict() {
        registry.counter("tidegate.conflicts").increment();
    }

    void retry(RolloutEvent event) {
        registry.counter("tidegate.retries", "event", EventName.of(event)).increment();
    }

    void denied(Entry entry, Denied.Why why) {
        registry.counter("tidegate.denials", "entry", "" + entry, "reason", "" + why).increment();
    }

    void deadLetter(String topic) {
        registry.counter("tidegate.dead.letters", "topic", topic).increment();
    }

    /** A sender's clock may be ahead of ours; Micrometer drops what is negative. */
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
