package dev.tidegate.adapter.telemetry;

import dev.tidegate.controller.Dependency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The gauge {@code tidegate.dependency.up}: 1 while all is well with what the tag {@code name}
 * says, such as {@code leader}; 0 while readiness tells its trouble.
 */
final class DependencyGauge {

    private DependencyGauge() {}

    static void register(Dependency dependency, MeterRegistry registry) {
        Gauge.builder("tidegate.dependency.up", dependency, d -> d.trouble().isEmpty() ? 1 : 0)
                .description("Whether all is well with what this process depends on")
                .tag("name", dependency.name())
                .register(registry);
    }
}
