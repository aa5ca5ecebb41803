package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

class RolloutGaugesTest {

    private static final Phase HOLDING = new Phase.Progressing(0, Releases.NOON, Releases.NOON);
    private static final Phase DONE = new Phase.Succeeded(Releases.NOON);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MemoryStore store = new MemoryStore(new ArrayList<>());
    private final RolloutGauges gauges = new RolloutGauges(store, registry);

    @Test
    void everyLivePhaseHasAGaugeEvenAtZero() {
        assertThat(RolloutGauges.LIVE_PHASES)
                .containsExactlyInAnyOrder(
                        "Pending", "Preparing", "Progressing", "Paused", "Baking", "RollingBack");
        assertThat(live("Baking")).isZero();
    }

    @Test
    void liveRolloutShowsItsPhaseAndWeights() {
        // Given
        store.hold(Releases.rollout(HOLDING, 25));
        // When
        gauges.refresh();
        // Then
        assertThat(live("Progressing")).isEqualTo(1);
        assertThat(weight("v1")).isEqualTo(75);
        assertThat(weight("v2")).isEqualTo(25);
    }

    @Test
    void laterWeightReplacesTheEarlier() {
        // Given
        store.hold(Releases.rollout(HOLDING, 25));
        gauges.refresh();
        // When
        store.hold(Releases.rollout(HOLDING, 50));
        gauges.refresh();
        // Then
        assertThat(weight("v2")).isEqualTo(50);
    }

    @Test
    void endedRolloutIsNoLongerShown() {
        // Given
        store.hold(Releases.rollout(HOLDING, 25));
        gauges.refresh();
        // When
        store.hold(Releases.rollout(DONE, 100));
        gauges.refresh();
        // Then
        assertThat(live("Progressing")).isZero();
        assertThat(registry.find("tidegate.weight").gauges()).isEmpty();
    }

    @Test
    void stalledRolloutIsCountedInItsPhase() {
        // Given
        Phase back = new Phase.RollingBack("the alert", Releases.NOON);
        store.hold(Releases.rollout(back, 0).withProblem(Optional.of("no answer")));
        // When
        gauges.refresh();
        // Then
        assertThat(stalled("RollingBack")).isEqualTo(1);
        assertThat(stalled("Progressing")).isZero();
        // and no longer when its routes are written
        store.hold(Releases.rollout(back, 0));
        gauges.refresh();
        assertThat(stalled("RollingBack")).isZero();
    }

    @Test
    void everyVersionShowsItsRoleAndStableIsShownAtZeroToo() {
        store.hold(Releases.rollout(new Phase.Baking(Releases.NOON, Releases.NOON), 100));
        gauges.refresh();
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

    /** Holds at most one rollout. */
    private record MemoryStore(List<Stored> all) implements RolloutStore {

        void hold(Rollout rollout) {
            all.clear();
            all.add(new Stored(rollout, 1, "1", 0));
        }

        @Override
        public void awaitRead() {}

        @Override
        public boolean isRead() {
            return true;
        }

        @Override
        public List<Stored> of(ServiceKey service) {
            return all;
        }

        @Override
        public Result<List<Stored>> refresh(ServiceKey service) {
            return new Result.Done<>(all);
        }

        @Override
        public Result<Boolean> refresh(String namespace, Collection<ServiceKey> services) {
            return new Result.Done<>(true);
        }

        @Override
        public Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
            return new Result.Rejected<>("only held rollouts");
        }

        @Override
        public Result<Stored> commit(Stored read, Rollout next, long publishedRevision) {
            return new Result.Rejected<>("only held rollouts");
        }
    }
}
