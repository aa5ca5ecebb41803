package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gauges of the live rollouts, by phase: {@code tidegate.rollouts.live}, and {@code
 * tidegate.rollouts.stalled}, those whose routes cannot be made as wanted; and {@code
 * tidegate.weight}, the wanted share in percent by namespace, service, version and its role:
 * stable, canary or other. Each replica shows all of them, from its own cache; they are as old as
 * the last {@link #show}.
 */
final class RolloutGauges {

    /** Titles of the live phases: each has a gauge, also at 0. */
    static final List<String> LIVE_PHASES =
            PhaseKind.all(true).stream().map(PhaseKind::title).toList();

    private final MultiGauge weights;
    private volatile Map<String, Integer> livePerPhase = Map.of();
    private volatile Map<String, Integer> stalledPerPhase = Map.of();
    private volatile Map<Tags, Double> percents = Map.of();

    RolloutGauges(MeterRegistry registry) {
        this.weights =
                MultiGauge.builder("tidegate.weight")
                        .description("Wanted share of a version of a service with a live rollout")
                        .baseUnit("percent")
                        .register(registry);
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
        Map<Tags, Double> percent = new HashMap<>();
        for (Stored stored : all) {
            Rollout rollout = stored.rollout();
            if (rollout.live()) {
                count.merge(rollout.phase().title(), 1, Integer::sum);
                rollout.routes()
                        .problem()
                        .ifPresent(_ -> stalled.merge(rollout.phase().title(), 1, Integer::sum));
                percent.putAll(percents(rollout));
            }
        }
        boolean same = percents.keySet().equals(percent.keySet());
        livePerPhase = count;
        stalledPerPhase = stalled;
        percents = percent;
        if (same) {
            return;
        }
        weights.register(percent.keySet().stream().map(this::row).toList());
    }

    /** A row reads the newest map, so that a row that stays need not be registered again. */
    private MultiGauge.Row<RolloutGauges> row(Tags tags) {
        return MultiGauge.Row.of(tags, this, g -> g.percents.getOrDefault(tags, 0.0));
    }

    /** The stable version is shown at 0 % too: an alert names it to hold its release. */
    private static Map<Tags, Double> percents(Rollout rollout) {
        if (rollout.wanted().isEmpty()) {
            return Map.of();
        }
        Map<Version, Double> weights = new HashMap<>();
        rollout.stable().ifPresent(stable -> weights.put(stable, 0.0));
        rollout.wanted()
                .get()
                .weights()
                .forEach((version, weight) -> weights.put(version, weight.percent().doubleValue()));
        Map<Tags, Double> percents = new HashMap<>();
        weights.forEach((version, percent) -> percents.put(tags(rollout, version), percent));
        return percents;
    }

    private static Tags tags(Rollout rollout, Version version) {
        return Tags.of(
                "namespace", rollout.service().namespace(),
                "service", rollout.service().name(),
                "version", version.name(),
                "role", role(rollout, version));
    }

    private static String role(Rollout rollout, Version version) {
        if (version.equals(rollout.canary())) {
            return "canary";
        }
        return rollout.stable().filter(version::equals).isPresent() ? "stable" : "other";
    }
}
