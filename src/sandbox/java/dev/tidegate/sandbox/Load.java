package dev.tidegate.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Users of the sample service: a constant rate of requests to the mesh, at most {@link #IN_FLIGHT}
 * at a time, counted by the version that answered.
 */
final class Load implements AutoCloseable {
    /** Requests under way at the same time, at most; beyond it a request is left out. */
    static final int IN_FLIGHT = 64;

    /** A request that no version answered. */
    static final String NONE = "none";

    private static final long TICK_MILLIS = 10;

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;
    private final long perTick;
    private final long timer;
    private final TreeMap<String, Long> requests = new TreeMap<>();
    private final TreeMap<String, Long> failures = new TreeMap<>();
    private int inFlight;

    /**
     * Starts the load.
     *
     * @param port of the mesh
     * @param perSecond requests a second, a multiple of 100
     */
    Load(Vertx vertx, int port, int perSecond) {
        this.vertx = vertx;
        this.port = port;
        this.perTick = perSecond * TICK_MILLIS / 1000;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(IN_FLIGHT));
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> burst());
    }

    /** What was counted so far. */
    synchronized Tally tally() {
        return new Tally(new TreeMap<>(requests), new TreeMap<>(failures));
    }

    private synchronized void burst() {
        for (int i = 0; i < perTick && inFlight < IN_FLIGHT; i++) {
            inFlight++;
            client.request(HttpMethod.GET, port, Net.LOOPBACK, "/reviews/0")
                    .compose(HttpClientRequest::send)
                    .onSuccess(this::answered)
                    .onFailure(e -> count(NONE, true));
        }
    }

    private void answered(HttpClientResponse answer) {
        String version =
                Optional.ofNullable(answer.getHeader(SampleService.VERSION_HEADER)).orElse(NONE);
        count(version, answer.statusCode() >= 500);
    }

    private synchronized void count(String version, boolean failed) {
        inFlight--;
        requests.merge(version, 1L, Long::sum);
        if (failed) {
            failures.merge(version, 1L, Long::sum);
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        Waiting.on(client.close());
    }
}
