package dev.tidegate.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Endpoints that answer at once, but begin and do not end the answer to one of /hold. */
final class HoldingService implements AutoCloseable {
    /** A request for this is held. */
    static final String HOLD_PATH = "/hold";

    private final List<HttpServer> servers;
    private final Queue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();

    HoldingService(Vertx vertx, String version, int endpoints) {
        servers =
                IntStream.range(0, endpoints)
                        .mapToObj(
                                i ->
                                        vertx.createHttpServer()
                                                .requestHandler(r -> answer(r, version + "-" + i))
                                                .listen(0, Net.LOOPBACK))
                        .map(Waiting::on)
                        .toList();
    }

    List<Integer> ports() {
        return servers.stream().map(HttpServer::actualPort).toList();
    }

    private void answer(HttpServerRequest request, String endpoint) {
        HttpServerResponse answer =
                request.response()
                        .putHeader(SampleService.ENDPOINT_HEADER, endpoint)
                        .putHeader("content-length", "2");
        answer.write("o");
        if (HOLD_PATH.equals(request.path())) {
            held.add(answer);
        } else {
            answer.end("k");
        }
    }

    /** Ends the answers that are held. */
    void release() {
        for (HttpServerResponse next = held.poll(); next != null; next = held.poll()) {
            next.end("k");
        }
    }

    @Override
    public void close() {
        release();
        servers.forEach(server -> Waiting.on(server.close()));
    }
}
