package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.RolloutStore;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps the gauges of the live rollouts at most a few seconds old, from start to shutdown. */
@ApplicationScoped
public class GaugeRefresh {

    private static final Logger LOG = Logger.getLogger(GaugeRefresh.class);
    private static final int PERIOD_SECONDS = 2;

    private final RolloutGauges gauges;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gauge-refresh").factory());

    GaugeRefresh(
            RolloutStore store, @Any Instance<Dependency> dependencies, MeterRegistry registry) {
        this.gauges = new RolloutGauges(store, registry);
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
            gauges.refresh();
        } catch (RuntimeException e) {
            LOG.warn("the gauges of the rollouts could not be refreshed", e);
        }
    }
}
