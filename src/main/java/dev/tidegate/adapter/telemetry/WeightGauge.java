package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Rollout;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.GaugeMetricFamily;

import jakarta.inject.Singleton;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gauge {@code tidegate.weight}: the wanted share in percent of each version of a live release,
 * by namespace, service, version and its role: stable, canary or other. Its series are made when
 * somebody asks, as those of {@link ReleaseMeters} are.
 */
@Singleton
final class WeightGauge extends Collector {

    private volatile List<Rollout> live = List.of();

    WeightGauge(CollectorRegistry registry) {
        registry.register(this);
    }

    /** Shows these in place of those before. */
    void show(List<Rollout> live) {
        this.live = live;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var weights =
                new GaugeMetricFamily(
                        "tidegate_weight_percent",
                        "Wanted share of a version of a service with a live rollout",
                        List.of("namespace", "service", "version", "role"));
        for (Rollout rollout : live) {
            shares(rollout)
                    .forEach(
                            (version, weight) ->
                                    weights.addMetric(
                                            List.of(
                                                    rollout.service().namespace(),
                                                    rollout.service().name(),
                                                    version.name(),
                                                    role(rollout, version)),
                                            weight.percent().doubleValue()));
        }
        return List.of(weights);
    }

    /** The stable version is shown at 0 % too: an alert names it to hold its release. */
    private static Map<Version, Weight> shares(Rollout rollout) {
        Map<Version, Weight> shares = new TreeMap<>();
        rollout.wanted()
                .ifPresent(
                        wanted -> {
                            rollout.stable().ifPresent(stable -> shares.put(stable, Weight.ZERO));
                            shares.putAll(wanted.weights());
                        });
        return shares;
    }

    private static String role(Rollout rollout, Version version) {
        if (version.equals(rollout.canary())) {
            return "canary";
        }
        return rollout.stable().filter(version::equals).isPresent() ? "stable" : "other";
    }
}
