package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gauges of the live rollouts, by phase: {@code tidegate.rollouts.live}, and {@code
 * tidegate.rollouts.stalled}, those whose routes cannot be made as wanted. Each replica shows all
 * of them, from its own cache; they are as old as the last {@link #show}.
 */
final class RolloutGauges {

    /** Titles of the live phases: each has a gauge, also at 0. */
    static final List<String> LIVE_PHASES =
            PhaseKind.all(true).stream().map(PhaseKind::title).toList();

    private volatile Map<String, Integer> livePerPhase = Map.of();
    private volatile Map<String, Integer> stalledPerPhase = Map.of();

    RolloutGauges(MeterRegistry registry) {
        for (String phase : LIVE_PHASES) {
            Gauge.builder(
                            "tidegate.rollouts.live",
                            this,
                            g -> g.livePerPhase.getOrDefault(phase, 0))
                    .description("Live rollouts")
                    .tag("phase", phase)
                    .register(registry);
            Gauge.builder(
                            "tidegate.rollouts.stalled",
                            this,
                            g -> g.stalledPerPhase.getOrDefault(phase, 0))
                    .description("Live rollouts whose routes cannot be made as wanted")
                    .tag("phase", phase)
                    .register(registry);
        }
    }

    /** Shows these in place of what was shown. One thread at a time. */
    void show(List<Stored> all) {
        Map<String, Integer> count = new HashMap<>();
        Map<String, Integer> stalled = new HashMap<>();
        for (Stored stored : all) {
            Rollout rollout = stored.rollout();
            if (rollout.live()) {
                count.merge(rollout.phase().title(), 1, Integer::sum);
                rollout.routes()
                        .problem()
                        .ifPresent(_ -> stalled.merge(rollout.phase().title(), 1, Integer::sum));
            }
        }
        livePerPhase = count;
        stalledPerPhase = stalled;
    }
}
