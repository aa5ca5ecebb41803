package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.List;

/**
 * The meters of what happened: decisions, times, and troubles; what each means is in {@code
 * src/docs/metrics.md}. Every tag has a small, fixed set of values. All series of events from
 * outside are there from the start, at 0, so that the first of a kind is a rise.
 */
final class EventMeters {

    private static final Duration LARGEST_BUCKET = Duration.ofSeconds(5);

    /** An event may wait for Kafka, for its turn, or while nobody reads: from 5 ms to an hour. */
    private static final Duration[] AGES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    /** Where events come from outside; a namespace's own topics follow when they are read. */
    private static final List<String> SOURCES =
            List.of(
                    "tidegate.deployments",
                    "tidegate.alerts",
                    "tidegate.timers",
                    "tidegate.commands",
                    "tidegate.verdicts",
                    "POST /");

    private final MeterRegistry registry;
    private final Timer alertToWrite;
    private final Timer lateness;

    EventMeters(MeterRegistry registry) {
        this.registry = registry;
        this.alertToWrite =
                shortTimes(
                        "tidegate.alert.to.write",
                        "From an alert's time to the acknowledged write of the routes");
        this.lateness =
                shortTimes("tidegate.timer.lateness", "From a timer's due time until it fired");
        for (String event : EventName.OUTSIDE) {
            OutcomeName.ALL.forEach(outcome -> decisions(event, outcome));
            age(event);
            retries(event);
        }
        conflicts();
        SOURCES.forEach(this::deadLetters);
        for (Entry entry : Entry.values()) {
            for (Denied.Why why : Denied.Why.values()) {
                denials(entry, why);
            }
        }
    }

    void decided(RolloutEvent event, String outcome, Duration age) {
        String name = EventName.of(event);
        decisions(name, outcome).increment();
        if (!(event instanceof RolloutEvent.Observed)) {
            age(name).record(notNegative(age));
        }
    }

    void alertWritten(Duration sinceAlert) {
        alertToWrite.record(notNegative(sinceAlert));
    }

    void timerFired(Duration late) {
        lateness.record(notNegative(late));
    }

    private Counter decisions(String event, String outcome) {
        return counter(
                "tidegate.decisions",
                "Decisions on events; those refused had no release that they could move",
                Tags.of("event", event, "outcome", outcome));
    }

    Counter conflicts() {
        return counter("tidegate.conflicts", "Writes that met somebody else's", Tags.empty());
    }

    Counter retries(String event) {
        return counter(
                "tidegate.retries", "Operations that are tried again", Tags.of("event", event));
    }

    Counter denials(Entry entry, Denied.Why why) {
        return counter(
                "tidegate.denials",
                "Requests of those who were not let in",
                Tags.of("entry", "" + entry, "reason", "" + why));
    }

    Counter deadLetters(String topic) {
        return counter(
                "tidegate.dead.letters",
                "Events that could not be understood",
                Tags.of("topic", topic));
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Timer age(String event) {
        return Timer.builder("tidegate.event.age")
                .description("From an event's time to its decision")
                .tag("event", event)
                .serviceLevelObjectives(AGES)
                .register(registry);
    }

    private Timer shortTimes(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(LARGEST_BUCKET)
                .register(registry);
    }

    /** A sender's clock may be ahead of ours; Micrometer drops what is negative. */
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
