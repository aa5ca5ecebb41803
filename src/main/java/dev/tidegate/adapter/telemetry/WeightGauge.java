package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Rollout;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The gauge {@code tidegate.weight}: the wanted share in percent of each version of a live release,
 * by namespace, service, version and its role: stable, canary or other. Each replica shows all of
 * them, from its own cache; its series are made when somebody asks, as those of {@link
 * ReleaseMeters} are.
 */
final class WeightGauge extends Collector {

    private final Supplier<List<Rollout>> rollouts;

    /** Shows the live ones of these, as they are when somebody asks. */
    WeightGauge(Supplier<List<Rollout>> rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var weights =
                new GaugeMetricFamily(
                        "tidegate_weight_percent",
                        "Wanted share of a version of a service with a live rollout",
                        List.of("namespace", "service", "version", "role"));
        rollouts.get().stream()
                .filter(rollout -> rollout.live() && !rollout.plan().dryRun())
                .forEach(rollout -> add(rollout, weights));
        return List.of(weights);
    }

    private static void add(Rollout rollout, GaugeMetricFamily weights) {
        shares(rollout)
                .forEach(
                        (version, share) ->
                                weights.addMetric(
                                        List.of(
                                                rollout.service().namespace(),
                                                rollout.service().name(),
                                                version.name(),
                                                role(rollout, version)),
                                        share.percent().doubleValue()));
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
