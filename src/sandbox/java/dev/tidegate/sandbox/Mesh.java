package dev.tidegate.sandbox;

import dev.tidegate.core.distribution.selection.Endpoint;
import dev.tidegate.sandbox.RouteTable.Subset;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A mesh of one proxy: draws the version of each live request by the routes' weights, and picks an
 * endpoint of it by the load balancer of its subset. A subset that nobody defines is answered with
 * 503, as Envoy does, and so is one whose load balancer does not fit its endpoints.
 */
final class Mesh implements AutoCloseable {
    private static final int POOL = 256;

    private final HttpServer server;
    private final HttpClient client;
    private final Supplier<RouteTable> routes;
    private final Map<String, Endpoints> endpoints;
    private final Draws draws;
    private final RandomGenerator random = new SplittableRandom();

    /**
     * Starts the proxy.
     *
     * @param routes the newest table
     * @param endpoints of the sample service, by version
     * @param draws where each drawn version is counted
     */
    Mesh(
            Vertx vertx,
            Supplier<RouteTable> routes,
            Map<String, Endpoints> endpoints,
            Draws draws,
            int port) {
        this.routes = routes;
        this.endpoints = Map.copyOf(endpoints);
        this.draws = draws;
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

    /** All requests come on one event loop: the server was not started from a verticle. */
    private void forward(HttpServerRequest request) {
        RouteTable table = routes.get();
        Optional<String> name = table.pick(random);
        name.ifPresent(drawn -> draws.count(table, drawn));
        Optional<Subset> subset = name.flatMap(table::subset);
        Optional<Endpoints> known =
                subset.flatMap(s -> Optional.ofNullable(endpoints.get(s.version())));
        if (known.isEmpty()) {
            unavailable(
                    request,
                    name.map(n -> "no version behind subset \"" + n + "\"").orElse("no route"));
            return;
        }
        long key = StickyKey.of(subset.orElseThrow().balancer(), request, random);
        Picking picking = subset.orElseThrow().picking();
        Endpoint endpoint;
        try {
            endpoint = known.get().begin(picking, key, random);
        } catch (IllegalArgumentException e) {
            unavailable(request, "subset \"%s\": %s".formatted(name.orElseThrow(), e.getMessage()));
            return;
        }
        forward(request, known.get(), endpoint);
    }

    private void forward(HttpServerRequest request, Endpoints all, Endpoint endpoint) {
        RequestOptions options =
                new RequestOptions()
                        .setHost(Net.LOOPBACK)
                        .setPort(all.port(endpoint))
                        .setMethod(request.method())
                        .setURI(request.uri());
        request.pause();
        client.request(options)
                .compose(out -> send(request, out))
                .onComplete(done -> endpoint.end())
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
