package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Freezes;
import dev.tidegate.controller.Policies;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.ServiceKey;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps what is shown of the cluster at most a few seconds old, from start to shutdown. */
@ApplicationScoped
public class GaugeRefresh {

    private static final Logger LOG = Logger.getLogger(GaugeRefresh.class);
    private static final int PERIOD_SECONDS = 2;

    private final RolloutStore store;
    private final Policies policies;
    private final RolloutGauges gauges;
    private final ReleaseMeters releases;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gauge-refresh").factory());

    GaugeRefresh(
            RolloutStore store,
            Policies policies,
            ReleaseMeters releases,
            Freezes freezes,
            @Any Instance<Dependency> dependencies,
            MeterRegistry registry,
            CollectorRegistry collectors) {
        this.store = store;
        this.policies = policies;
        this.releases = releases;
        this.gauges = new RolloutGauges(registry);
        collectors.register(
                new WeightGauge(() -> store.all().stream().map(Stored::rollout).toList()));
        Gauge.builder("tidegate.freezes", freezes, Freezes::count)
                .description("Namespaces that are frozen, and one more when all are")
                .register(registry);
        dependencies.forEach(dependency -> DependencyGauge.register(dependency, registry));
    }

    void start(@Observes StartupEvent event) {
        var _ = executor.scheduleWithFixedDelay(this::refresh, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    /** An exception would end the schedule. */
    private void refresh() {
        try {
            Set<ServiceKey> services = new HashSet<>(policies.governed());
            List<Stored> all = store.all();
            all.forEach(stored -> services.add(stored.rollout().service()));
            releases.keep(services);
            gauges.show(all);
        } catch (RuntimeException e) {
            LOG.warn("the metrics of the releases could not be refreshed", e);
        }
    }
}
