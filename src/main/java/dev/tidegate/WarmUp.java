package dev.tidegate;

import dev.tidegate.controller.EventCodec;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.apache.kafka.common.protocol.Errors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.util.Map;

/**
 * Rehearses at the start, beside what waits for Kafka and the API server, so that the first alert
 * finds its code loaded. Readiness does not wait for it: an alert that comes earlier is only
 * slower.
 */
@Singleton
final class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private final KubernetesClient client;
    private final int rounds;
    private final boolean only;
    private final Thread thread;

    /**
     * A warm-up that has not begun.
     *
     * @param rounds how often it plays
     * @param only whether the process ends with it: the run that trains the JVM's AOT cache
     */
    WarmUp(
            EventCodec codec,
            KubernetesClient client,
            @ConfigProperty(name = "tidegate.warm-up.rounds") int rounds,
            @ConfigProperty(name = "tidegate.warm-up.only") boolean only) {
        this.client = client;
        this.rounds = rounds;
        this.only = only;
        Rehearsal rehearsal = new Rehearsal(codec, client.getKubernetesSerialization());
        this.thread =
                Thread.ofPlatform().daemon().name("warm-up").unstarted(() -> rehearse(rehearsal));
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    /** That this does not work must keep nobody from working. */
    private void rehearse(Rehearsal rehearsal) {
        try {
            for (int round = 0; round < rounds && !Thread.interrupted(); round++) {
                rehearsal.play();
            }
            if (only) {
                hearAnswers();
            }
        } catch (RuntimeException e) {
            LOG.warn("the first events will be slower, warming up failed", e);
        }
        if (only) {
            Quarkus.asyncExit();
        }
    }

    /**
     * What only an answer loads: of an API server, which is this process itself in training, asked
     * twice by way of the whole HTTP stack; and of a broker, of whose errors each has a class.
     */
    private void hearAnswers() {
        client.raw("/q/health/started");
        client.raw("/", "POST", Map.of());
        LOG.infof("trained, with the %d errors that a broker may answer", Errors.values().length);
    }
}
