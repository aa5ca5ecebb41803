package dev.tidegate.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A mesh of one proxy: sends each live request to the version that the routes choose. A subset that
 * nobody defines is answered with 503, as Envoy does.
 */
final class Mesh implements AutoCloseable {
    private static final int POOL = 32;

    private final HttpServer server;
    private final HttpClient client;
    private final Supplier<RouteTable> routes;
    private final Map<String, Integer> ports;

    /**
     * Starts the proxy.
     *
     * @param routes the newest table
     * @param ports of the sample service, by version
     */
    Mesh(Vertx vertx, Supplier<RouteTable> routes, Map<String, Integer> ports, int port) {
        this.routes = routes;
        this.ports = Map.copyOf(ports);
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(POOL));
        this.server =
                Waiting.on(
                        vertx.createHttpServer()
                                .requestHandler(this::forward)
                                .listen(port, Net.LOOPBACK));
    }

    int port() {
        return server.actualPort();
    }

    private void forward(HttpServerRequest request) {
        RouteTable table = routes.get();
        Optional<String> subset = table.pick();
        Optional<Integer> port =
                subset.flatMap(table::version).flatMap(v -> Optional.ofNullable(ports.get(v)));
        if (port.isEmpty()) {
            unavailable(
                    request,
                    subset.map(s -> "no version behind subset \"" + s + "\"").orElse("no route"));
            return;
        }
        RequestOptions options =
                new RequestOptions()
                        .setHost(Net.LOOPBACK)
                        .setPort(port.get())
                        .setMethod(request.method())
                        .setURI(request.uri());
        request.pause();
        client.request(options)
                .compose(out -> send(request, out))
                .onFailure(e -> unavailable(request, String.valueOf(e.getMessage())));
    }

    private static io.vertx.core.Future<Void> send(HttpServerRequest in, HttpClientRequest out) {
        return out.send(in)
                .compose(
                        answer -> {
                            in.response().setStatusCode(answer.statusCode());
                            in.response().headers().addAll(answer.headers());
                            return answer.pipeTo(in.response());
                        });
    }

    private static void unavailable(HttpServerRequest request, String why) {
        if (!request.response().ended()) {
            request.response().setStatusCode(503).end(why + "\n");
        }
    }

    @Override
    public void close() {
        Waiting.on(server.close());
        Waiting.on(client.close());
    }
}
