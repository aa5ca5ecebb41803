package dev.tidegate.sandbox.envoy;

import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.Net;
import dev.tidegate.sandbox.traffic.Access;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetServer;

import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Envoy between a caller in {@code bookinfo} and pods that tell what they got. */
final class Street implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Pushes come quickly, and connections that a change ends do so within a second. */
    static final Istiod QUICK =
            new Istiod(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(1),
                    Duration.ofSeconds(1));

    static final String SERVICES =
            """
            - {kind: Service, metadata: {name: reviews, namespace: bookinfo},
               spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}}
            - {kind: Service, metadata: {name: ratings, namespace: bookinfo},
               spec: {selector: {app: ratings}, ports: [{name: http, port: 9080}]}}
            - {kind: Service, metadata: {name: ledger, namespace: bookinfo},
               spec: {selector: {app: ledger}, ports: [{name: tcp, port: 9000}]}}
            - {kind: Service, metadata: {name: vault, namespace: bookinfo},
               spec: {selector: {app: vault}, ports: [{name: tls, port: 9443}]}}
            """;

    final Vertx vertx = Vertx.vertx();
    final int http = Net.freePort();
    final int tcp = Net.freePort();
    final int tls = Net.freePort();
    private final int admin = Net.freePort();
    final Queue<Access> log = new ConcurrentLinkedQueue<>();
    final Queue<String> told = new ConcurrentLinkedQueue<>();

    private final AtomicInteger asked = new AtomicInteger();

    /** The requests that pods got, in their order. */
    final Queue<Got> got = new ConcurrentLinkedQueue<>();

    private final HttpClient client = vertx.createHttpClient();
    private final Context loop = vertx.getOrCreateContext();
    final List<Pod> pods = new ArrayList<>();
    final EnvoyMesh mesh;

    /** A request as a pod got it. */
    record Got(String pod, String authority, String uri, Map<String, String> headers) {}

    /** An answer as the caller got it. */
    record Answer(int status, Map<String, String> headers, String body) {}

    Street(Path directory, Istiod istiod) {
        this(directory, istiod, new Proxy("bookinfo", Map.of("app", "page"), "cluster.local"));
    }

    Street(Path directory, Istiod istiod, Proxy callers) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mesh =
                new EnvoyMesh(
                        new EnvoyMesh.Setting(
                                EnvoyBinary.find().orElseThrow(),
                                directory,
                                callers,
                                Map.of(9080, http, 9000, tcp, 9443, tls),
                                admin,
                                istiod),
                        log::add,
                        told::add);
    }

    /** Adds a pod that answers HTTP with its name. */
    Pod pod(String app, String version) {
        String name = app + "-" + version + "-" + pods.size();
        return pod(app, version, name, request -> request.response().end(name));
    }

    /** Adds a pod that answers as {@code answer} does. */
    Pod pod(String app, String version, String name, Handler<HttpServerRequest> answer) {
        HttpServer server =
                on(
                        vertx.createHttpServer()
                                .requestHandler(
                                        request -> {
                                            got.add(got(name, request));
                                            answer.handle(request);
                                        })
                                .listen(0, "127.0.0.1"));
        return add(app, version, 9080, server.actualPort());
    }

    /** Adds a pod that takes connections, says its name, and lets them be. */
    Pod connections(String app, String version, int port) {
        NetServer server =
                on(
                        vertx.createNetServer()
                                .connectHandler(socket -> socket.write(version + ": no TLS here\n"))
                                .listen(0, "127.0.0.1"));
        return add(app, version, port, server.actualPort());
    }

    Pod add(String app, String version, int port, int local) {
        Pod pod = new Pod("bookinfo", Map.of("app", app, "version", version), Map.of(port, local));
        pods.add(pod);
        return pod;
    }

    private static Got got(String pod, HttpServerRequest request) {
        return new Got(
                pod,
                String.valueOf(request.authority()),
                request.uri(),
                headers(request.headers()));
    }

    /** Shows istiod these objects (a YAML list) beside the Services, and waits for the push. */
    void show(String objects) {
        show(objects, SERVICES);
    }

    void show(String objects, String services) {
        see(objects, services);
        mesh.awaitPushed();
    }

    /** Shows istiod these objects, and does not wait. */
    void see(String objects) {
        see(objects, SERVICES);
    }

    private void see(String objects, String services) {
        List<Map<String, Object>> all = new Yaml().load(objects);
        mesh.see(
                new World(
                        of("VirtualService", all),
                        of("DestinationRule", all),
                        new Yaml().load(services),
                        pods));
    }

    /** How many configurations of the port's routes Envoy has taken. */
    long pushesOfRoutes() {
        String name = "http.outbound_9080.rds.9080.update_success";
        return stats(name)
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2)))
                .sum();
    }

    private String stats(String name) {
        try {
            return java.net.http.HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%d/stats?filter=%s"
                                                            .formatted(admin, name)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<Map<String, Object>> of(String kind, List<Map<String, Object>> all) {
        return all.stream().filter(object -> kind.equals(object.get("kind"))).toList();
    }

    /** One request to {@code http://reviews/}. */
    Answer get(String uri, Map<String, String> headers) {
        return get("reviews", uri, headers);
    }

    Answer get(String host, String uri, Map<String, String> headers) {
        asks();
        Promise<Answer> answered = Promise.promise();
        // on the event loop, where no answer ends before somebody listens
        loop.runOnContext(go -> send(host, uri, headers).onComplete(answered));
        return on(answered.future());
    }

    private Future<Answer> send(String host, String uri, Map<String, String> headers) {
        return client.request(HttpMethod.GET, http, "127.0.0.1", uri)
                .compose(
                        request -> {
                            headers.forEach(request::putHeader);
                            return request.authority(HostAndPort.create(host, 9080)).send();
                        })
                .compose(answer -> answer.body().map(body -> answer(answer, body)));
    }

    private static Answer answer(HttpClientResponse answer, Buffer body) {
        return new Answer(answer.statusCode(), headers(answer.headers()), body.toString());
    }

    private static Map<String, String> headers(MultiMap all) {
        Map<String, String> headers = new HashMap<>();
        all.forEach(h -> headers.putIfAbsent(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
        return headers;
    }

    /** How often each pod answered {@code n} requests, or the status in place of a pod. */
    Map<String, Integer> send(int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < n; i++) {
            Answer answer = get("/", Map.of());
            counts.merge(
                    answer.status() == 200 ? answer.body() : "status " + answer.status(),
                    1,
                    Integer::sum);
        }
        return counts;
    }

    /** One more request or connection begins, which the access log has once it has ended. */
    void asks() {
        asked.incrementAndGet();
    }

    /** How many lines the access log has, once all requests so far are in it. */
    int seen() {
        await().atMost(PATIENCE).until(() -> log.size() >= asked.get());
        return log.size();
    }

    /** The newest line of the access log, once there are {@code n} of them. */
    Access logged(int n) {
        await().atMost(PATIENCE).until(() -> log.size() >= n);
        return List.copyOf(log).get(n - 1);
    }

    static <T> T on(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        mesh.close();
        on(vertx.close());
    }
}
