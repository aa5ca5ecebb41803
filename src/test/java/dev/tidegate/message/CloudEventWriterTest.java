package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

class CloudEventWriterTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Alert ALERT =
            new Alert("ErrorRate", "critical", Optional.of("v2"), "f", NOON.minusSeconds(2));
    private static final Alert UNVERSIONED =
            new Alert("ErrorRate", "critical", Optional.empty(), "f", NOON.minusSeconds(2));

    private static final Alert OF_A_WORKLOAD =
            new Alert(
                    "ErrorRate",
                    "critical",
                    Optional.of("1.29.0"),
                    Optional.of("reviews-v2"),
                    "f",
                    NOON.minusSeconds(2),
                    Optional.empty());

    static Stream<RolloutEvent> events() {
        return Stream.of(
                new DeployStarted("e-1", REVIEWS, NOON, new Version("v2")),
                new AlertFired("e-1", REVIEWS, NOON, ALERT),
                new AlertFired("e-1", REVIEWS, NOON, OF_A_WORKLOAD),
                new AlertResolved("e-1", REVIEWS, NOON, UNVERSIONED.endedAt(NOON.minusSeconds(1))),
                new Command("e-1", REVIEWS, NOON, Action.SKIP, Optional.of("reviews-1"), "a", ""),
                new Command("e-1", REVIEWS, NOON, Action.RETRY, Optional.empty(), "a", "why"),
                rollback("e-1"),
                rollback("e-1").to(Optional.of(new Version("v1"))));
    }

    private static Command rollback(String id) {
        return new Command(id, REVIEWS, NOON, Action.ROLLBACK, Optional.empty(), "a", "why");
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsWrittenIsReadAsTheSameEvent(RolloutEvent event) {
        // When
        BinaryEvent written = new CloudEventWriter().write("/webhooks/github", event);

        // Then
        assertThat(
                        new CloudEventCodec(Clock.systemUTC())
                                .decode(written.attributes(), written.body()))
                .usingRecursiveComparison()
                .ignoringFields("event.id")
                .isEqualTo(new Decoded.Event(event, written.topic()));
        assertThat(written.attributes())
                .containsEntry("source", "/webhooks/github")
                .containsEntry("id", "e-1");
    }

    @Test
    void timersAreTheControllersOwn() {
        StepDue due = new StepDue("e-1", REVIEWS, NOON, "uid", 3);
        assertThatThrownBy(() -> new CloudEventWriter().write("/ci", due))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the controller's own");
    }
}
