package dev.tidegate.sandbox;

import dev.tidegate.core.selection.Endpoint;
import dev.tidegate.sandbox.RouteTable.Subset;
import dev.tidegate.sandbox.traffic.Access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A mesh of one proxy: draws the version of each live request by the routes' weights, and picks an
 * endpoint of it by the load balancer of its subset. What it answers itself has Envoy's status and
 * flag: without a route 404 NR, for a subset that nobody defines 503 NC, without an endpoint, or
 * with a load balancer that does not fit them, 503 UH, and 503 UF when that does not answer. An
 * answer that breaks off has UC.
 */
final class Mesh implements AutoCloseable {
    private static final int POOL = 256;

    private final HttpServer server;
    private final HttpClient client;
    private final Supplier<RouteTable> routes;
    private final Map<String, Endpoints> endpoints;
    private final Consumer<Access> log;
    private final Clock clock;
    private final RandomGenerator random = new SplittableRandom();

    /**
     * Starts the proxy.
     *
     * @param routes the newest table
     * @param endpoints of the sample service, by version
     * @param log takes each request when it has ended
     */
    Mesh(
            Vertx vertx,
            Supplier<RouteTable> routes,
            Map<String, Endpoints> endpoints,
            Consumer<Access> log,
            Clock clock,
            int port) {
        this.routes = routes;
        this.endpoints = Map.copyOf(endpoints);
        this.log = log;
        this.clock = clock;
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

    /** A request on its way: when it came, by which table, and which subset it drew. */
    private record Passage(
            HttpServerRequest request, Instant at, RouteTable table, Optional<String> drawn) {}

    /** All requests come on one event loop: the server was not started from a verticle. */
    private void forward(HttpServerRequest request) {
        RouteTable table = routes.get();
        Passage passage = new Passage(request, clock.instant(), table, table.pick(random));
        if (passage.drawn().isEmpty()) {
            refuse(passage, 404, "NR", "no route");
            return;
        }
        String name = passage.drawn().get();
        Optional<Subset> subset = table.subset(name);
        if (subset.isEmpty()) {
            refuse(passage, 503, "NC", "no subset \"" + name + "\"");
            return;
        }
        String version = subset.get().version();
        Optional<Endpoints> known = Optional.ofNullable(endpoints.get(version));
        if (known.isEmpty()) {
            refuse(passage, 503, "UH", "no version behind subset \"" + name + "\"");
            return;
        }
        long key = StickyKey.of(subset.get().balancer(), request, random);
        Endpoint endpoint;
        try {
            endpoint = known.get().begin(subset.get().picking(), key, random);
        } catch (IllegalArgumentException e) {
            refuse(passage, 503, "UH", "subset \"%s\": %s".formatted(name, e.getMessage()));
            return;
        }
        forward(passage, version, known.get(), endpoint);
    }

    private void forward(Passage passage, String version, Endpoints all, Endpoint endpoint) {
        RequestOptions options =
                new RequestOptions()
                        .setHost(Net.LOOPBACK)
                        .setPort(all.port(endpoint))
                        .setMethod(passage.request().method())
                        .setURI(passage.request().uri());
        passage.request().pause();
        client.request(options)
                .compose(out -> send(passage.request(), out))
                .onComplete(done -> endpoint.end())
                .onSuccess(status -> log(passage, Optional.of(version), "", status))
                .onFailure(e -> broken(passage, version, String.valueOf(e.getMessage())));
    }

    /** The status of the answer, once all of it has come. */
    private static Future<Integer> send(HttpServerRequest in, HttpClientRequest out) {
        return out.send(in)
                .compose(
                        answer -> {
                            in.response().setStatusCode(answer.statusCode());
                            in.response().headers().addAll(answer.headers());
                            return answer.pipeTo(in.response()).map(answer.statusCode());
                        });
    }

    private void broken(Passage passage, String version, String why) {
        HttpServerResponse response = passage.request().response();
        if (response.headWritten()) {
            log(passage, Optional.of(version), "UC", response.getStatusCode());
        } else {
            refuse(passage, 503, "UF", why);
        }
    }

    private void refuse(Passage passage, int status, String flag, String why) {
        log(passage, Optional.empty(), flag, status);
        passage.request().response().setStatusCode(status).end(why + "\n");
    }

    private void log(Passage passage, Optional<String> version, String flags, int status) {
        log.accept(
                new Access(
                        passage.at(),
                        passage.table().route(),
                        passage.table().split(),
                        passage.drawn(),
                        version,
                        flags,
                        status));
    }

    @Override
    public void close() {
        Waiting.on(server.close());
        Waiting.on(client.close());
    }
}
