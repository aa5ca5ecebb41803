package dev.tidegate.training;

import dev.tidegate.adapter.cluster.KubernetesCluster;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import org.apache.kafka.common.protocol.Errors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The run that trains the JVM's AOT cache (src/docker/Dockerfile): an alert comes in by HTTP, as a
 * function's does, and is followed to the write that takes the traffic away, so that all of this
 * code is in the cache. Then the process ends: with 1 when the alert did not come so far, because a
 * cache that was not trained must not go into an image.
 */
@Singleton
final class Training {

    private static final Logger LOG = Logger.getLogger(Training.class);

    /** Kafka is away, so the outcome is not told yet. */
    private static final int EXPECTED = 503;

    private final KubernetesCluster api;
    private final Vertx vertx;
    private final boolean wanted;
    private final int port;
    private Optional<TrainingCluster> cluster = Optional.empty();

    /**
     * A training that has not begun.
     *
     * @param wanted whether this process trains at all
     * @param port of this process's own HTTP
     */
    Training(
            KubernetesCluster api,
            Vertx vertx,
            @ConfigProperty(name = "tidegate.training") boolean wanted,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.api = api;
        this.vertx = vertx;
        this.wanted = wanted;
        this.port = port;
    }

    /** Takes the place of the API server, before anybody asks it. */
    void start(@Observes @Priority(1) StartupEvent event) {
        if (wanted) {
            cluster = Optional.of(new TrainingCluster(vertx, api.address().getPort()));
        }
    }

    void listening(@ObservesAsync HttpServerStart event) {
        cluster.ifPresent(
                c -> {
                    int code = 1;
                    try {
                        play(c);
                        code = 0;
                    } catch (Exception e) {
                        LOG.error("not trained", e);
                    } finally {
                        Quarkus.asyncExit(code);
                    }
                });
    }

    private void play(TrainingCluster cluster) throws Exception {
        int probed = answer(HttpMethod.GET, "/q/health/started", "");
        int answered = answer(HttpMethod.POST, "/", TrainingCluster.sample("alert"));
        if (answered != EXPECTED) {
            throw new IllegalStateException("the alert was answered with " + answered);
        }
        cluster.routed().get(1, TimeUnit.MINUTES);
        LOG.infof(
                "trained: a probe was answered with %d, the alert followed to the routes, and"
                        + " %d errors of brokers are known",
                probed, Errors.values().length);
    }

    private int answer(HttpMethod method, String path, String body) throws Exception {
        return vertx.createHttpClient()
                .request(method, port, "localhost", path)
                .compose(
                        request ->
                                request.putHeader("Authorization", "Bearer sample")
                                        .putHeader("Content-Type", "application/cloudevents+json")
                                        .send(body))
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES)
                .statusCode();
    }
}
