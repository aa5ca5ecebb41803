package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.RolloutStore;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The gauges of the live rollouts: {@code tidegate.rollouts.live} by phase, and {@code
 * tidegate.weight}, the wanted share in percent by namespace, service and version. Each replica
 * shows all of them, from its own cache; they are as old as the last {@link #refresh()}.
 */
final class RolloutGauges {

    /** Titles of the live phases: each has a gauge, also at 0. */
    static final List<String> LIVE_PHASES =
            Stream.of(Phase.Live.class, Phase.Pausable.class)
                    .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                    .filter(Class::isRecord)
                    .map(Class::getSimpleName)
                    .toList();

    private final RolloutStore store;
    private final MultiGauge weights;
    private volatile Map<String, Integer> livePerPhase = Map.of();
    private volatile Map<Tags, Double> percents = Map.of();

    RolloutGauges(RolloutStore store, MeterRegistry registry) {
        this.store = store;
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
        }
    }

    /** Reads the store anew. One thread at a time. */
    void refresh() {
        Map<String, Integer> count = new HashMap<>();
        Map<Tags, Double> percent = new HashMap<>();
        for (Stored stored : store.all()) {
            Rollout rollout = stored.rollout();
            if (rollout.live()) {
                count.merge(rollout.phase().title(), 1, Integer::sum);
                percent.putAll(percents(rollout));
            }
        }
        boolean same = percents.keySet().equals(percent.keySet());
        livePerPhase = count;
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

    private static Map<Tags, Double> percents(Rollout rollout) {
        Map<Tags, Double> percents = new HashMap<>();
        Tags service =
                Tags.of(
                        "namespace",
                        rollout.service().namespace(),
                        "service",
                        rollout.service().name());
        rollout.wanted()
                .ifPresent(
                        wanted ->
                                wanted.weights()
                                        .forEach(
                                                (version, weight) ->
                                                        percents.put(
                                                                service.and(
                                                                        "version", version.name()),
                                                                weight.percent().doubleValue())));
        return percents;
    }
}
