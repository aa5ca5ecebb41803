package dev.tidegate.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tidegate.door.Problem;

import jakarta.ws.rs.core.Response;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy whose metrics are scraped: in each scrape v1 has answered 90 requests more and v2 10, of
 * which one failed, and all of them over several series. Beside it, the door that Prometheus writes
 * to.
 */
final class Proxy implements AutoCloseable {

    private static final int CODES = 9;

    private final HttpServer server;
    private final AtomicLong scrapes = new AtomicLong();

    Proxy(WriteScene scene) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/metrics", exchange -> send(exchange, 200, metrics()));
        server.createContext("/api/v1/write", exchange -> write(exchange, scene));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** It counts from 0 again. */
    void restart() {
        scrapes.set(0);
    }

    private String metrics() {
        long n = scrapes.incrementAndGet();
        StringBuilder text = new StringBuilder("# TYPE istio_requests_total counter\n");
        for (int code = 200; code < 200 + CODES; code++) {
            text.append(line("v1", code, 10 * n)).append(line("v2", code, n));
        }
        return text.append(line("v2", 503, n)).toString();
    }

    private static String line(String version, int code, long value) {
        return """
        istio_requests_total{reporter="source",destination_service_namespace="bookinfo",destination_service_name="reviews",\
        destination_version="%s",response_code="%d",response_flags="-"} %d
        """
                .formatted(version, code, value);
    }

    private static void write(HttpExchange exchange, WriteScene scene) throws IOException {
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        Response answer =
                scene.post(
                        authorization.map(text -> text.replace("Bearer ", "")),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Content-Encoding"),
                        exchange.getRequestBody().readAllBytes());
        String text = answer.getEntity() instanceof Problem problem ? problem.detail() : "";
        send(exchange, answer.getStatus(), text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
