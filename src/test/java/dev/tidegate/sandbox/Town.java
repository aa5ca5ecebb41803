package dev.tidegate.sandbox;

import static org.awaitility.Awaitility.await;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.sandbox.traffic.ClientLog;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The mesh of the sandbox before two versions of three endpoints each, and a user. */
final class Town implements AutoCloseable {
    static final int ENDPOINTS = 3;

    private static final int LANES = 8;

    /** So many requests are waited for at a time. */
    private static final int BATCH = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final ApiServer cluster = ApiServer.start(0);
    private final KubernetesClient client =
            new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder().withMasterUrl(cluster.url()).build())
                    .build();
    private final SampleService v1 = new SampleService(vertx, "v1", 0, ENDPOINTS);
    final HoldingService v2 = new HoldingService(vertx, "v2", ENDPOINTS);

    /** What a person is told of the routes. */
    final Queue<String> told = new ConcurrentLinkedQueue<>();

    /** What the mesh logged. */
    final ClientLog seen = new ClientLog();

    final RouteWatch routes = new RouteWatch(client, "bookinfo", "reviews", told::add);
    private final Mesh mesh =
            new Mesh(
                    vertx,
                    routes,
                    Map.of("v1", new Endpoints(v1.ports()), "v2", new Endpoints(v2.ports())),
                    seen,
                    Clock.systemUTC(),
                    0);

    /** The endpoints of v1 as the mesh names them, with these weights. */
    Candidates candidates(Long... weights) {
        return new Candidates(
                v1.ports().stream().map(port -> Net.LOOPBACK + ":" + port).toList(),
                List.of(weights));
    }

    /** Writes these weights of v1 and v2, whatever the mesh makes of them. */
    void put(int first, int second) {
        cluster.put(
                """
                {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
                 "metadata": {"name": "reviews", "namespace": "bookinfo"},
                 "spec": {"hosts": ["reviews"], "http": [{"route": [
                   {"destination": {"host": "reviews", "subset": "v1"}, "weight": %d},
                   {"destination": {"host": "reviews", "subset": "v2"}, "weight": %d}]}]}}
                """
                        .formatted(first, second));
    }

    /** Gives v1 and v2 these weights. */
    void weights(int first, int second) {
        put(first, second);
        RouteTable wanted =
                new RouteTable(
                        "",
                        List.of(
                                new RouteTable.Destination("v1", first),
                                new RouteTable.Destination("v2", second)),
                        Map.of());
        await().until(() -> routes.get().toString().equals(wanted.toString()));
    }

    /** Sets the load balancer of the rule, and that of the subset v1. */
    void balance(String rule, String own) {
        balance("{}", rule, own);
    }

    /** The same with annotations of the rule. */
    void balance(String annotations, String rule, String own) {
        cluster.put(
                """
                {"apiVersion": "networking.istio.io/v1", "kind": "DestinationRule",
                 "metadata": {"name": "reviews", "namespace": "bookinfo", "annotations": %s},
                 "spec": {"host": "reviews", "trafficPolicy": {"loadBalancer": %s}, "subsets": [
                   {"name": "v1", "labels": {"version": "v1"}, "trafficPolicy": {"loadBalancer": %s}},
                   {"name": "v2", "labels": {"version": "v2"}}]}}
                """
                        .formatted(annotations, rule, own));
    }

    /** A user's connections from an address, eight at a time. */
    User user(String address) {
        return new User(
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setLocalAddress(address)
                                .setMaxPoolSize(LANES + 20)));
    }

    @Override
    public void close() {
        mesh.close();
        routes.close();
        client.close();
        v1.close();
        v2.close();
        cluster.close();
        Waiting.on(vertx.close());
    }

    /** Sends requests through the mesh. */
    final class User {
        private final HttpClient http;
        private final Context loop = vertx.getOrCreateContext();
        private final AtomicInteger ended = new AtomicInteger();

        private User(HttpClient http) {
            this.http = http;
        }

        /** One request's answer. */
        HttpClientResponse get(UnaryOperator<RequestOptions> options) {
            return Waiting.on(onLoop(() -> send(options)));
        }

        /** The endpoint that answered one request. */
        String endpoint(UnaryOperator<RequestOptions> options) {
            return name(get(options));
        }

        /**
         * The endpoints that answered {@code n} requests one after the other, each as a letter: a
         * for the first endpoint of its version, and so on.
         */
        String turns(int n) {
            return IntStream.range(0, n)
                    .mapToObj(i -> endpoint(options -> options))
                    .map(endpoint -> Character.toString('a' + endpoint.charAt(3) - '0'))
                    .collect(Collectors.joining());
        }

        /** The endpoint that begins to answer a request and does not end; its answer ends later. */
        String held() {
            RequestOptions held = request().setURI(HoldingService.HOLD_PATH);
            return name(
                    Waiting.on(
                            onLoop(
                                    () ->
                                            http.request(held)
                                                    .compose(out -> out.send())
                                                    .onSuccess(this::counted))));
        }

        private void counted(HttpClientResponse answer) {
            answer.end().onSuccess(v -> ended.incrementAndGet());
        }

        /** How many of the held answers have ended. */
        int ended() {
            return ended.get();
        }

        /** How often each endpoint answered of {@code n} requests, eight under way at a time. */
        Map<String, Integer> send(int n) {
            return send(n, LANES);
        }

        /** The same, with as many under way at a time as there are {@code lanes}. */
        Map<String, Integer> send(int n, int lanes) {
            Map<String, Integer> counts = new TreeMap<>();
            for (int rest = n; rest > 0; rest -= BATCH) {
                AtomicInteger left = new AtomicInteger(Math.min(rest, BATCH));
                Waiting.on(
                        onLoop(
                                () ->
                                        Future.all(
                                                IntStream.range(0, lanes)
                                                        .mapToObj(i -> lane(left, counts))
                                                        .toList())));
            }
            return counts;
        }

        /** On the event loop, where no answer ends before somebody listens. */
        private <T> Future<T> onLoop(Supplier<Future<T>> work) {
            Promise<T> done = Promise.promise();
            loop.runOnContext(v -> work.get().onComplete(done));
            return done.future();
        }

        private Future<Void> lane(AtomicInteger left, Map<String, Integer> counts) {
            if (left.getAndDecrement() <= 0) {
                return Future.succeededFuture();
            }
            return send(options -> options)
                    .compose(
                            answer -> {
                                synchronized (counts) {
                                    counts.merge(name(answer), 1, Integer::sum);
                                }
                                return lane(left, counts);
                            });
        }

        private Future<HttpClientResponse> send(UnaryOperator<RequestOptions> options) {
            return http.request(options.apply(request()))
                    .compose(out -> out.send())
                    .compose(answer -> answer.body().map(answer));
        }

        private RequestOptions request() {
            return new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setHost(Net.LOOPBACK)
                    .setPort(mesh.port())
                    .setURI("/reviews/0");
        }

        private static String name(HttpClientResponse answer) {
            return Optional.ofNullable(answer.getHeader(SampleService.ENDPOINT_HEADER))
                    .orElse("status " + answer.statusCode());
        }
    }
}
