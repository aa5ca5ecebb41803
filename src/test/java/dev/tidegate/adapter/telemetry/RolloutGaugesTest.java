package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class RolloutGaugesTest {

    private static final Phase HOLDING = new Phase.Progressing(0, Releases.NOON, Releases.NOON);
    private static final Phase DONE = new Phase.Succeeded(Releases.NOON);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RolloutGauges gauges = new RolloutGauges(registry);

    @Test
    void everyLivePhaseHasAGaugeEvenAtZero() {
        assertThat(RolloutGauges.LIVE_PHASES)
                .containsExactlyInAnyOrder(
                        "Pending", "Preparing", "Progressing", "Paused", "Baking", "RollingBack");
        assertThat(live("Baking")).isZero();
    }

    @Test
    void liveRolloutShowsItsPhase() {
        show(Releases.rollout(HOLDING, 25));
        assertThat(live("Progressing")).isEqualTo(1);
    }

    @Test
    void endedRolloutIsNoLongerShown() {
        // Given
        show(Releases.rollout(HOLDING, 25));
        // When
        show(Releases.rollout(DONE, 100));
        // Then
        assertThat(live("Progressing")).isZero();
    }

    @Test
    void stalledRolloutIsCountedInItsPhase() {
        // When
        Phase back = new Phase.RollingBack("the alert", Releases.NOON);
        show(Releases.rollout(back, 0).withProblem(Optional.of("no answer")));
        // Then
        assertThat(stalled("RollingBack")).isEqualTo(1);
        assertThat(stalled("Progressing")).isZero();
        // and no longer when its routes are written
        show(Releases.rollout(back, 0));
        assertThat(stalled("RollingBack")).isZero();
    }

    private double stalled(String phase) {
        return registry.get("tidegate.rollouts.stalled").tag("phase", phase).gauge().value();
    }

    private double live(String phase) {
        return registry.get("tidegate.rollouts.live").tag("phase", phase).gauge().value();
    }

    private void show(Rollout rollout) {
        gauges.show(List.of(new Stored(rollout, 1, "1", 0)));
    }
}
