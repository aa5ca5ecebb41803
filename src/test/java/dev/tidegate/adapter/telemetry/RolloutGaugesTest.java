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
    void liveRolloutShowsItsPhaseAndWeights() {
        // When
        show(Releases.rollout(HOLDING, 25));
        // Then
        assertThat(live("Progressing")).isEqualTo(1);
        assertThat(weight("v1")).isEqualTo(75);
        assertThat(weight("v2")).isEqualTo(25);
    }

    @Test
    void laterWeightReplacesTheEarlier() {
        // Given
        show(Releases.rollout(HOLDING, 25));
        // When
        show(Releases.rollout(HOLDING, 50));
        // Then
        assertThat(weight("v2")).isEqualTo(50);
    }

    @Test
    void endedRolloutIsNoLongerShown() {
        // Given
        show(Releases.rollout(HOLDING, 25));
        // When
        show(Releases.rollout(DONE, 100));
        // Then
        assertThat(live("Progressing")).isZero();
        assertThat(registry.find("tidegate.weight").gauges()).isEmpty();
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

    @Test
    void everyVersionShowsItsRoleAndStableIsShownAtZeroToo() {
        show(Releases.rollout(new Phase.Baking(Releases.NOON, Releases.NOON), 100));
        assertThat(registry.get("tidegate.weight").tag("role", "stable").gauge().value()).isZero();
        assertThat(registry.get("tidegate.weight").tag("role", "canary").gauge().value())
                .isEqualTo(100);
        assertThat(weight("v1")).isZero();
    }

    private double stalled(String phase) {
        return registry.get("tidegate.rollouts.stalled").tag("phase", phase).gauge().value();
    }

    private double live(String phase) {
        return registry.get("tidegate.rollouts.live").tag("phase", phase).gauge().value();
    }

    private double weight(String version) {
        return registry.get("tidegate.weight")
                .tags("namespace", "bookinfo", "service", "reviews", "version", version)
                .gauge()
                .value();
    }

    private void show(Rollout rollout) {
        gauges.show(List.of(new Stored(rollout, 1, "1", 0)));
    }
}
