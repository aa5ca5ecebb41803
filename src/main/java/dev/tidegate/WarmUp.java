package dev.tidegate;

import dev.tidegate.controller.EventCodec;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.net.URI;
import java.util.Optional;

/**
 * Rehearses at the start, beside what waits for Kafka and the API server, so that the first alert
 * finds its code loaded. Readiness does not wait for it: an alert that comes earlier is only
 * slower.
 */
@Singleton
final class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private final int rounds;
    private final Optional<Training> training;
    private final Thread thread;

    /**
     * A warm-up that has not begun.
     *
     * @param rounds how often it plays
     * @param only whether the process trains the JVM's AOT cache and then ends
     * @param port of this process's own HTTP
     */
    WarmUp(
            EventCodec codec,
            KubernetesClient client,
            Vertx vertx,
            @ConfigProperty(name = "tidegate.warm-up.rounds") int rounds,
            @ConfigProperty(name = "tidegate.warm-up.only") boolean only,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.rounds = rounds;
        this.training = only ? Optional.of(new Training(client, vertx)) : Optional.empty();
        Rehearsal rehearsal = new Rehearsal(codec, client.getKubernetesSerialization());
        Runnable all =
                () -> {
                    rehearse(rehearsal);
                    training.ifPresent(t -> train(t, URI.create("http://localhost:" + port)));
                };
        this.thread = Thread.ofPlatform().daemon().name("warm-up").unstarted(all);
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        thread.start();
    }

    void listening(@ObservesAsync HttpServerStart event) {
        training.ifPresent(Training::listening);
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
        } catch (RuntimeException e) {
            LOG.warn("the first events will be slower, warming up failed", e);
        }
    }

    private static void train(Training training, URI own) {
        try {
            training.play(own);
            Quarkus.asyncExit(0);
        } catch (RuntimeException e) {
            LOG.error("not trained", e);
            Quarkus.asyncExit(1);
        }
    }
}
