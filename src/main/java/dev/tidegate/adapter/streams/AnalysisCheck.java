package dev.tidegate.adapter.streams;

import io.smallrye.health.api.HealthGroup;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import java.util.Optional;

/**
 * Whether the analysis runs: {@code /q/health/group/analysis}. It is no part of readiness: alerts
 * are taken without it.
 */
@HealthGroup("analysis")
@ApplicationScoped
class AnalysisCheck implements HealthCheck {

    private final Analysis analysis;

    AnalysisCheck(Analysis analysis) {
        this.analysis = analysis;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> trouble = analysis.trouble();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("analysis");
        answer.withData("analysis", trouble.orElse("ok"));
        return trouble.isPresent() ? answer.down().build() : answer.up().build();
    }
}
