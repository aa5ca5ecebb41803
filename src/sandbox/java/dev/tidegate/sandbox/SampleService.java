package dev.tidegate.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * One version of the sample service with its endpoints: answers every request with its name, and
 * fails as often as any endpoint is told to by {@code POST /fail?percent=50} (0 to 100).
 */
final class SampleService implements AutoCloseable {
    /** Tells which version answered. */
    static final String VERSION_HEADER = "x-version";

    /** Tells which of its endpoints did, such as {@code v1-0}. */
    static final String ENDPOINT_HEADER = "x-endpoint";

    private final String version;
    private final Random random = new Random(1); // endpoints share it
    private final List<HttpServer> servers = new ArrayList<>();
    private volatile int failPercent;
    private volatile OptionalLong lastRequest = OptionalLong.empty();

    /**
     * Starts it.
     *
     * @param port of the first endpoint; the others take any that is free
     * @param endpoints how many, at least one
     */
    SampleService(Vertx vertx, String version, int port, int endpoints) {
        this.version = version;
        for (int i = 0; i < endpoints; i++) {
            String name = version + "-" + i;
            servers.add(
                    Waiting.on(
                            vertx.createHttpServer()
                                    .requestHandler(request -> answer(request, name))
                                    .listen(i == 0 ? port : Net.freePort(), Net.LOOPBACK)));
        }
    }

    String version() {
        return version;
    }

    /** Where each endpoint listens. */
    List<Integer> ports() {
        return servers.stream().map(HttpServer::actualPort).toList();
    }

    /** {@link System#nanoTime()} of the last user's request; empty before the first. */
    OptionalLong lastRequest() {
        return lastRequest;
    }

    private void answer(HttpServerRequest request, String endpoint) {
        if ("/fail".equals(request.path()) && request.method().equals(HttpMethod.POST)) {
            tell(request);
            return;
        }
        lastRequest = OptionalLong.of(System.nanoTime());
        boolean failing = random.nextInt(100) < failPercent;
        request.response()
                .setStatusCode(failing ? 500 : 200)
                .putHeader(VERSION_HEADER, version)
                .putHeader(ENDPOINT_HEADER, endpoint)
                .end(
                        "reviews %s: %s\n"
                                .formatted(version, failing ? "cannot answer" : "five stars"));
    }

    /** Fails {@code percent} of the requests from now on, 0 to 100. */
    void fail(int percent) {
        failPercent = percent;
    }

    private void tell(HttpServerRequest request) {
        String given = Optional.ofNullable(request.getParam("percent")).orElse("");
        if (!given.matches("\\d{1,2}|100")) {
            String problem = "percent: \"%s\" is out of range; use 0 to 100\n".formatted(given);
            request.response().setStatusCode(400).end(problem);
            return;
        }
        failPercent = Integer.parseInt(given);
        request.response().end("%s fails %s %% of its requests\n".formatted(version, failPercent));
    }

    @Override
    public void close() {
        servers.forEach(server -> Waiting.on(server.close()));
    }
}
