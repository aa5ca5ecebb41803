package dev.tidegate;

import dev.tidegate.adapter.otlp.Count;
import dev.tidegate.adapter.otlp.EnvoyLogs;
import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.UUID;

/** Starts the sources of readings that wait for nobody to ask: by {@code tidegate.evidence.*}. */
@Singleton
final class EvidenceWiring {

    private static final Logger LOG = Logger.getLogger(EvidenceWiring.class);
    private static final int DIGITS = 8;

    private final Switch envoy;
    private final int port;
    private @Nullable EnvoyLogs logs;

    EvidenceWiring(
            @ConfigProperty(name = "tidegate.evidence.envoy-als") Switch envoy,
            @ConfigProperty(name = "tidegate.evidence.envoy-als.port") int port) {
        this.envoy = envoy;
        this.port = port;
    }

    void start(
            @Observes StartupEvent event,
            MeterRegistry registry,
            Policies policies,
            Readings readings,
            Scheduler scheduler) {
        String receiver = UUID.randomUUID().toString().substring(0, DIGITS);
        Count count = new Count(registry, receiver);
        if (envoy == Switch.OFF) {
            return;
        }
        try {
            logs = EnvoyLogs.take(port, count, policies, readings, scheduler);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "tidegate.evidence.envoy-als.port: %d cannot be listened on; is another process there?"
                            .formatted(port),
                    e);
        }
        LOG.infof(
                "Envoy's access log is taken on port %d, as %s: whoever reaches it can move"
                        + " traffic",
                port, receiver);
    }

    void stop(@Observes ShutdownEvent event) {
        if (logs != null) {
            logs.close();
        }
    }
}
