package dev.tidegate.adapter.telemetry;

import static java.util.Objects.requireNonNull;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.inject.Singleton;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The counter {@code tidegate.releases}: releases that ended, by namespace, service and result. A
 * service has all its results, at 0, from the moment that a process sees a policy or a release of
 * it, so that the first end is a rise; they go when there is neither any more. Each end is counted
 * once, by the process that decided it.
 */
@Singleton
final class ReleaseMeters {

    /** The titles of the phases that are ends. */
    static final List<String> RESULTS =
            PhaseKind.all(false).stream().map(PhaseKind::title).toList();

    private final MeterRegistry registry;
    private final Map<ServiceKey, Map<String, Counter>> counters = new HashMap<>();

    ReleaseMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** These services have a policy or a release now, and no others. */
    synchronized void keep(Set<ServiceKey> services) {
        Set<ServiceKey> gone = new HashSet<>(counters.keySet());
        gone.removeAll(services);
        gone.forEach(service -> results(service).values().forEach(registry::remove));
        counters.keySet().removeAll(gone);
        services.forEach(this::results);
    }

    /** A decision was committed. */
    synchronized void decided(Decision decision) {
        if (decision instanceof Decision.Moved(Rollout next, String _)) {
            Map<String, Counter> results = results(next.service());
            if (next.phase() instanceof Phase.Ended) {
                requireNonNull(results.get(next.phase().title())).increment();
            }
        }
    }

    private Map<String, Counter> results(ServiceKey service) {
        return counters.computeIfAbsent(
                service,
                _ ->
                        RESULTS.stream()
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(), r -> counter(service, r))));
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
