package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counter {@code tidegate.releases}: releases that ended, by namespace, service and result. A
 * service has all its results, at 0, from the moment that a process sees a live release of it: so
 * that the first end is a rise. Each end is counted once, by the process that decided it.
 */
final class ReleaseMeters {

    /** The titles of the phases that are ends. */
    static final List<String> RESULTS =
            Arrays.stream(Phase.Ended.class.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .toList();

    private final MeterRegistry registry;
    private final Set<ServiceKey> known = ConcurrentHashMap.newKeySet();

    ReleaseMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A release of the service lives. */
    void live(ServiceKey service) {
        if (known.add(service)) {
            RESULTS.forEach(result -> counter(service, result));
        }
    }

    /** A decision was committed. */
    void decided(Decision decision) {
        if (decision instanceof Decision.Moved(Rollout next, String _)) {
            live(next.service());
            if (next.phase() instanceof Phase.Ended) {
                counter(next.service(), next.phase().title()).increment();
            }
        }
    }

    private Counter counter(ServiceKey service, String result) {
        return Counter.builder("tidegate.releases")
                .description("Releases that ended")
                .tag("namespace", service.namespace())
                .tag("service", service.name())
                .tag("result", result)
                .register(registry);
    }
}
