package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.client.CollectorRegistry;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

class MicrometerTelemetryTest {

    private static final Rollout BACK =
            Releases.rollout(new Phase.RollingBack("the alert", Releases.NOON), 0);

    private static final ServiceKey OTHER = new ServiceKey("bookinfo", "ratings");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CollectorRegistry collectors = new CollectorRegistry();
    private final ReleaseMeters releases = new ReleaseMeters(collectors);
    private final MicrometerTelemetry telemetry =
            new MicrometerTelemetry(
                    registry, releases, Clock.fixed(Releases.NOON.plusMillis(30), ZoneOffset.UTC));

    @Test
    void decisionIsCountedByEventAndOutcomeWithItsAge() {
        // When
        telemetry.decided(Releases.ALERT, Optional.empty(), new Decision.Moved(BACK, "v2 hurts"));
        // Then
        assertThat(decisions("alert-fired", "moved")).isEqualTo(1);
        assertThat(
                        registry.get("tidegate.event.age")
                                .tag("event", "alert-fired")
                                .timer()
                                .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
    }

    @Test
    void observationIsCountedButHasNoAge() {
        var seen =
                new Observed(
                        "o-1", Releases.REVIEWS, Releases.NOON, new Observation.RoutesApplied(4));
        telemetry.decided(seen, Optional.of(BACK), new Decision.Unchanged("as wanted"));
        assertThat(decisions("routes-applied", "unchanged")).isEqualTo(1);
        assertThat(registry.find("tidegate.event.age").timers())
                .hasSize(EventName.OUTSIDE.size())
                .allSatisfy(timer -> assertThat(timer.count()).isZero());
    }

    @Test
    void refusalIsADecision() {
        telemetry.refused(Releases.ALERT, "no policy");
        assertThat(decisions("alert-fired", "refused")).isEqualTo(1);
    }

    @Test
    void alertToWriteIsRecordedWhenRoutesWereWritten() {
        telemetry.applied(Releases.ALERT, BACK, 1, Duration.ofMillis(12));
        telemetry.applied(Releases.ALERT, BACK, 0, Duration.ofMillis(900));
        var timer = registry.get("tidegate.alert.to.write").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(12);
    }

    @Test
    void senderWithAClockAheadCountsAsZero() {
        telemetry.applied(Releases.ALERT, BACK, 1, Duration.ofMillis(-5));
        assertThat(registry.get("tidegate.alert.to.write").timer().count()).isEqualTo(1);
    }

    @Test
    void troubleIsCounted() {
        telemetry.conflict("rollout reviews-1");
        telemetry.retry(Releases.ALERT, 1, Duration.ofMillis(100), "503");
        telemetry.deadLetter("tidegate.alerts", "not JSON");
        telemetry.timerFired(BACK, Duration.ofMillis(3));
        assertThat(registry.get("tidegate.conflicts").counter().count()).isEqualTo(1);
        assertThat(registry.get("tidegate.retries").tag("event", "alert-fired").counter().count())
                .isEqualTo(1);
        assertThat(
                        registry.get("tidegate.dead.letters")
                                .tag("topic", "tidegate.alerts")
                                .counter()
                                .count())
                .isEqualTo(1);
        assertThat(registry.get("tidegate.timer.lateness").timer().count()).isEqualTo(1);
    }

    @Test
    void whoIsNotLetInIsCountedByEntryAndReason() {
        telemetry.denied(Entry.EVENTS, new Denied(Denied.Why.NO_RIGHT, "ci may not alert"));
        telemetry.denied(Entry.of("/webhooks/flux"), new Denied(Denied.Why.NOBODY, "unsigned"));
        telemetry.denied(Entry.of("/"), new Denied(Denied.Why.NOBODY, "no token"));
        assertThat(
                        registry.get("tidegate.denials").counters().stream()
                                .filter(c -> c.count() == 1)
                                .map(
                                        c ->
                                                c.getId().getTag("entry")
                                                        + " "
                                                        + c.getId().getTag("reason")))
                .containsExactlyInAnyOrder("events no-right", "webhooks nobody", "function nobody");
    }

    @Test
    void everyEndIsCountedByItsResultWhichWasThereAtZeroBefore() {
        // Given a release that begins
        Rollout begun = Releases.rollout(new Phase.Progressing(0, Releases.NOON, Releases.NOON), 5);
        telemetry.decided(
                Releases.ALERT, Optional.of(begun), new Decision.Moved(begun, "deployed"));
        assertThat(ReleaseMeters.RESULTS)
                .containsExactlyInAnyOrder("Succeeded", "RolledBack", "Superseded", "Failed")
                .allSatisfy(result -> assertThat(releases(result)).isZero());
        // When it ends
        Rollout ended = Releases.rollout(new Phase.Succeeded(Releases.NOON), 100);
        telemetry.decided(Releases.ALERT, Optional.of(begun), new Decision.Moved(ended, "done"));
        // and what comes later changes nothing
        telemetry.decided(Releases.ALERT, Optional.of(ended), new Decision.Unchanged("over"));
        // Then
        assertThat(releases("Succeeded")).isEqualTo(1);
        assertThat(releases("RolledBack")).isZero();
    }

    @Test
    void serviceHasItsResultsFromItsPolicyOnUntilNothingIsLeftOfIt() {
        // Given a service that has nothing but a policy
        releases.keep(Set.of(Releases.REVIEWS, OTHER));
        assertThat(ReleaseMeters.RESULTS)
                .allSatisfy(result -> assertThat(releases(result)).isZero());
        // When a release of it fails, and all of the other goes
        Rollout failed = Releases.rollout(new Phase.Failed("no pods", Releases.NOON), 0);
        telemetry.decided(Releases.ALERT, Optional.empty(), new Decision.Moved(failed, "no pods"));
        releases.keep(Set.of(Releases.REVIEWS));
        // Then the one that stays has its count still
        assertThat(releases("Failed")).isEqualTo(1);
        assertThat(ended("ratings", "Failed")).isNull();
        // and who comes again begins at 0
        releases.keep(Set.of());
        assertThat(ended("reviews", "Failed")).isNull();
        releases.keep(Set.of(Releases.REVIEWS));
        assertThat(releases("Failed")).isZero();
    }

    @Test
    void topicOfANamespaceHasItsDeadLettersAtZeroFromItsFirstReading() {
        telemetry.reads("tidegate.alerts.bookinfo");
        assertThat(
                        registry.get("tidegate.dead.letters")
                                .tag("topic", "tidegate.alerts.bookinfo")
                                .counter()
                                .count())
                .isZero();
    }

    private Double releases(String result) {
        return ended("reviews", result);
    }

    private Double ended(String service, String result) {
        return collectors.getSampleValue(
                "tidegate_releases_total",
                new String[] {"namespace", "service", "result"},
                new String[] {"bookinfo", service, result});
    }

    @Test
    void ageOfAnEventHasBuckets() {
        telemetry.refused(Releases.ALERT, "no policy");
        var buckets =
                registry.get("tidegate.event.age")
                        .tag("event", "alert-fired")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts();
        assertThat(buckets).hasSizeGreaterThan(5);
    }

    @Test
    void everythingThatCanHappenFromOutsideIsThereFromTheStart() {
        assertThat(registry.get("tidegate.decisions").counters()).hasSize(24);
        assertThat(registry.get("tidegate.dead.letters").counters()).hasSize(6);
        assertThat(registry.getMeters())
                .filteredOn(meter -> !(meter instanceof Gauge)) // of the simple registry's own
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
    }

    private double decisions(String event, String outcome) {
        return registry.get("tidegate.decisions")
                .tags("event", event, "outcome", outcome)
                .counter()
                .count();
    }
}
