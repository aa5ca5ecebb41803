package dev.tidegate;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.vertx.core.Vertx;

import org.apache.kafka.common.protocol.Errors;
import org.jboss.logging.Logger;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The run that trains the JVM's AOT cache (src/docker/Dockerfile): an alert comes in by HTTP, as a
 * function's does, and is followed to the write that takes the traffic away, so that all of this
 * code is in the cache. The cluster is a stand-in; Kafka is away, and so the answer is that the
 * outcome is not published yet.
 */
final class Training {

    private static final Logger LOG = Logger.getLogger(Training.class);
    private static final String EVENT = "application/cloudevents+json";

    private final KubernetesClient client;
    private final TrainingCluster cluster;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();

    /** Takes the place of the API server that the client was given. */
    Training(KubernetesClient client, Vertx vertx) {
        this.client = client;
        this.cluster = new TrainingCluster(vertx, client.getMasterUrl().getPort());
    }

    /** Tells that this process takes requests. */
    void listening() {
        listening.complete(null);
    }

    /**
     * Plays it.
     *
     * @param own address of this process
     * @throws IllegalStateException when the alert has not reached the routes after a minute: a
     *     cache that was not trained must not go into an image
     */
    void play(URI own) {
        try {
            listening.get(1, TimeUnit.MINUTES);
            int probed = answer(request(own.resolve("/q/health/started")).build());
            int answered = answer(request(own).post(EVENT, Rehearsal.sample("alert")).build());
            cluster.routed().get(1, TimeUnit.MINUTES);
            LOG.infof(
                    "trained: answers %d and %d; %d errors that a broker may answer",
                    probed, answered, Errors.values().length);
        } catch (Exception e) {
            throw new IllegalStateException("the alert did not reach the routes", e);
        }
    }

    private HttpRequest.Builder request(URI where) {
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(where)
                .header("Authorization", "Bearer sample");
    }

    private int answer(HttpRequest request) throws Exception {
        HttpResponse<String> response =
                client.getHttpClient().sendAsync(request, String.class).get(1, TimeUnit.MINUTES);
        return response.code();
    }
}
