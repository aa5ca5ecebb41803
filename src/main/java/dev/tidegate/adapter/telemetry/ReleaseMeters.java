package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.CounterMetricFamily;

import jakarta.inject.Singleton;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The counter {@code tidegate.releases}: releases that ended, by namespace, service and result; dry
 * runs are none. A service has all its results, at 0, from the moment that a process sees a policy
 * or a release of it, so that the first end is a rise; they go when there is neither any more. Each
 * end is counted once, by the process that decided it.
 *
 * <p>It has four series for each service. They are made when somebody asks: as meters they would
 * take more memory than the releases.
 */
@Singleton
final class ReleaseMeters extends Collector {

    /** The titles of the phases that are ends. */
    static final List<String> RESULTS =
            PhaseKind.all(false).stream().map(PhaseKind::title).toList();

    /** Of each service how many ended so, in the order of {@link #RESULTS}. */
    private final Map<ServiceKey, int[]> counts = new TreeMap<>();

    ReleaseMeters(CollectorRegistry registry) {
        registry.register(this);
    }

    /** These services have a policy or a release now, and no others. */
    synchronized void keep(Set<ServiceKey> services) {
        counts.keySet().retainAll(services);
        services.forEach(this::counts);
    }

    /** A decision was committed. */
    synchronized void decided(Decision decision) {
        if (decision instanceof Decision.Moved(Rollout next, String _)) {
            int[] count = counts(next.service());
            if (next.phase() instanceof Phase.Ended && !next.plan().dryRun()) {
                count[RESULTS.indexOf(next.phase().title())]++;
            }
        }
    }

    private int[] counts(ServiceKey service) {
        return counts.computeIfAbsent(service, _ -> new int[RESULTS.size()]);
    }

    @Override
    public synchronized List<MetricFamilySamples> collect() {
        var ended =
                new CounterMetricFamily(
                        "tidegate_releases",
                        "Releases that ended",
                        List.of("namespace", "service", "result"));
        counts.forEach(
                (service, count) -> {
                    for (int i = 0; i < count.length; i++) {
                        ended.addMetric(
                                List.of(service.namespace(), service.name(), RESULTS.get(i)),
                                count[i]);
                    }
                });
        return List.of(ended);
    }
}
