package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.Dependency;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class DependencyGaugeTest {

    @Test
    void gaugeFollowsTheTrouble() {
        AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
        Dependency leader =
                new Dependency() {
                    @Override
                    public String name() {
                        return "leader";
                    }

                    @Override
                    public Optional<String> trouble() {
                        return trouble.get();
                    }
                };
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DependencyGauge.register(leader, registry);
        var gauge = registry.get("tidegate.dependency.up").tag("name", "leader").gauge();
        assertThat(gauge.value()).isEqualTo(1);
        trouble.set(Optional.of("nobody leads"));
        assertThat(gauge.value()).isZero();
    }
}
