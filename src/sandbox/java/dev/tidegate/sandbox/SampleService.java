package dev.tidegate.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * One version of the sample service: answers every request with its name, and fails as often as it
 * is told to by {@code POST /fail?percent=50} (0 to 100).
 */
final class SampleService implements AutoCloseable {
    /** Tells which version answered. */
    static final String VERSION_HEADER = "x-version";

    private final String version;
    private final SplittableRandom random = new SplittableRandom(1);
    private final HttpServer server;
    private volatile int failPercent;
    private volatile OptionalLong lastRequest = OptionalLong.empty();

    SampleService(Vertx vertx, String version, int port) {
        this.version = version;
        this.server =
                Waiting.on(
                        vertx.createHttpServer()
                                .requestHandler(this::answer)
                                .listen(port, Net.LOOPBACK));
    }

    String version() {
        return version;
    }

    int port() {
        return server.actualPort();
    }

    /** {@link System#nanoTime()} of the last user's request; empty before the first. */
    OptionalLong lastRequest() {
        return lastRequest;
    }

    private void answer(HttpServerRequest request) {
        if ("/fail".equals(request.path()) && request.method().equals(HttpMethod.POST)) {
            tell(request);
            return;
        }
        lastRequest = OptionalLong.of(System.nanoTime());
        boolean failing = random.nextInt(100) < failPercent;
        request.response()
                .setStatusCode(failing ? 500 : 200)
                .putHeader(VERSION_HEADER, version)
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
        Waiting.on(server.close());
    }
}
