package dev.tidegate.adapter.http;

import dev.tidegate.controller.Dependency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import java.util.Optional;

/**
 * Readiness: whether what this process depends on is there. Liveness and startup depend on nothing
 * outside, because a restart mends neither Kafka nor the API server: the process is alive and
 * started when it answers at all.
 */
@Readiness
@ApplicationScoped
public class DependencyCheck implements HealthCheck {

    private final Iterable<Dependency> dependencies;

    @Inject
    DependencyCheck(@Any Instance<Dependency> dependencies) {
        this((Iterable<Dependency>) dependencies);
    }

    DependencyCheck(Iterable<Dependency> dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("dependencies").up();
        for (Dependency dependency : dependencies) {
            Optional<String> trouble = dependency.trouble();
            answer.withData(dependency.name(), trouble.or(dependency::notice).orElse("ok"));
            if (trouble.isPresent() && dependency.vital()) {
                answer.down();
            }
        }
        return answer.build();
    }
}
