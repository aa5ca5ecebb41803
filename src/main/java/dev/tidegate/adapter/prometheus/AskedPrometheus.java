package dev.tidegate.adapter.prometheus;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Led;
import dev.tidegate.controller.Readings;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The Prometheus that is asked, if one is set. */
@ApplicationScoped
@Startup // a wrong setting ends the start
class AskedPrometheus implements Led, Dependency {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Optional<PrometheusPoll> poll;

    AskedPrometheus(
            @ConfigProperty(name = "tidegate.evidence.prometheus.url") Optional<String> url,
            @ConfigProperty(name = "tidegate.evidence.prometheus.every") Duration every,
            @ConfigProperty(name = "tidegate.evidence.prometheus.token-file") Optional<Path> token,
            @ConfigProperty(name = "tidegate.evidence.prometheus.username") Optional<String> user,
            @ConfigProperty(name = "tidegate.evidence.prometheus.password")
                    Optional<String> password,
            @ConfigProperty(name = "tidegate.evidence.prometheus.ca-file") Optional<Path> ca,
            RolloutStore rollouts,
            Readings readings,
            MeterRegistry registry,
            Scheduler scheduler) {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "tidegate.evidence.prometheus.every: %d ms is too short; use 1s or more"
                            .formatted(every.toMillis()));
        }
        this.poll =
                url.map(
                        text ->
                                new PrometheusPoll(
                                        new PrometheusServer(
                                                new PrometheusSettings(
                                                        PrometheusSettings.url(text),
                                                        token,
                                                        user,
                                                        password,
                                                        ca),
                                                scheduler.timers()),
                                        every,
                                        () -> judged(rollouts),
                                        readings,
                                        new LeftOutLog("prometheus", registry, scheduler.clock()),
                                        scheduler));
    }

    private static Set<ServiceKey> judged(RolloutStore rollouts) {
        return rollouts.all().stream()
                .map(RolloutStore.Stored::rollout)
                .filter(rollout -> rollout.live() && rollout.plan().analysis().isPresent())
                .map(Rollout::service)
                .collect(Collectors.toSet());
    }

    @Override
    public void lead(boolean lead) {
        poll.ifPresent(asking -> asking.lead(lead));
    }

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public Optional<String> trouble() {
        return poll.flatMap(PrometheusPoll::trouble);
    }

    @Override
    public Optional<String> notice() {
        return poll.flatMap(PrometheusPoll::notice);
    }

    @Override
    public boolean vital() {
        return false;
    }
}
