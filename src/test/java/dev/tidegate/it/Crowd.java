package dev.tidegate.it;

import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Net;
import dev.tidegate.sandbox.envoy.EnvoyBinary;
import dev.tidegate.sandbox.envoy.EnvoyMesh;
import dev.tidegate.sandbox.envoy.Istiod;
import dev.tidegate.sandbox.envoy.Pod;
import dev.tidegate.sandbox.envoy.Proxy;
import dev.tidegate.sandbox.envoy.WorldWatch;
import dev.tidegate.sandbox.traffic.Calls;
import dev.tidegate.sandbox.traffic.ClientLog;
import dev.tidegate.sandbox.traffic.ClientReport;
import dev.tidegate.sandbox.traffic.Load;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Callers of a service behind a real Envoy, at a constant rate, and pods of each version behind it.
 */
final class Crowd implements AutoCloseable {
    static final int HTTP = 9080;
    static final int TCP = 9000;

    private static final List<String> VERSIONS = List.of("v1", "v2", "v3", "brief");
    private static final int PER_SECOND = 200;

    /** So long a connection lasts: some are open whenever the proxy's configuration changes. */
    private static final long OPEN_MILLIS = 100;

    final EnvoyMesh mesh;

    /** What a person is told of the proxy's configuration. */
    final Queue<String> told = new ConcurrentLinkedQueue<>();

    private final Vertx vertx = Vertx.vertx();
    private final ClientLog log = new ClientLog();
    private final KubernetesClient client;
    final WorldWatch watch;
    private final Load load;
    private final Map<String, LongAdder> taken = new ConcurrentHashMap<>();
    private final String authority;
    private final int local;

    /** Callers of an HTTP service. */
    static Crowd http(Town town, Path directory, String service, Istiod istiod) {
        return new Crowd(town, directory, service, istiod, HTTP);
    }

    /** Callers of a service that takes connections. */
    static Crowd tcp(Town town, Path directory, String service, Istiod istiod) {
        return new Crowd(town, directory, service, istiod, TCP);
    }

    private Crowd(Town town, Path directory, String service, Istiod istiod, int port) {
        Path own = directory.resolve("envoy-" + service);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        local = Net.freePort();
        authority = service + ":" + port;
        mesh =
                new EnvoyMesh(
                        new EnvoyMesh.Setting(
                                EnvoyBinary.find().orElseThrow(),
                                own,
                                Proxy.in(Town.NAMESPACE).dialling(service),
                                Map.of(port, local),
                                Net.freePort(),
                                istiod),
                        log,
                        told::add);
        client =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder()
                                        .withMasterUrl(town.cluster.url())
                                        .withAutoConfigure(false)
                                        .withUserAgent(ApiServer.SANDBOX)
                                        .build())
                        .build();
        watch = new WorldWatch(client, pods(service, port), mesh::see);
        mesh.awaitPushed();
        Supplier<Future<Void>> call =
                port == HTTP
                        ? Calls.http(vertx, local, authority, Map.of())
                        : Calls.tcp(vertx, local);
        load = new Load(vertx, PER_SECOND, call);
    }

    private List<Pod> pods(String service, int port) {
        List<Pod> pods = new ArrayList<>();
        for (String version : VERSIONS) {
            int local = port == HTTP ? answering(version) : connecting(version);
            Map<String, String> labels = Map.of("app", service, "version", version);
            pods.add(new Pod(Town.NAMESPACE, labels, Map.of(port, local)));
        }
        return pods;
    }

    private int answering(String version) {
        return on(vertx.createHttpServer()
                        .requestHandler(
                                request -> {
                                    count(version);
                                    request.response().end(version);
                                })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private int connecting(String version) {
        return on(vertx.createNetServer()
                        .connectHandler(
                                socket -> {
                                    count(version);
                                    socket.write(version);
                                    vertx.setTimer(OPEN_MILLIS, _ -> socket.close());
                                })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private void count(String version) {
        taken.computeIfAbsent(version, v -> new LongAdder()).increment();
    }

    private static <T> T on(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** What they have seen so far. */
    ClientReport seen() {
        return log.report();
    }

    /** Waits until {@code n} more of their requests have been logged. */
    ClientReport more(long n) {
        ClientReport before = seen();
        await().atMost(Town.PATIENCE).until(() -> seen().since(before).total() >= n);
        return seen().since(before);
    }

    /** When many in a row had met this version alone: its proxy sees a write a little later. */
    Instant meetsOnly(String version) {
        await().atMost(Town.PATIENCE)
                .until(() -> more(50).requests().keySet().equals(Set.of(version)));
        return Clock.systemUTC().instant();
    }

    /** One caller beside them, who sends these headers with each request. */
    Visitor visitor(Map<String, String> headers) {
        return new Visitor(vertx, local, authority, headers);
    }

    /** Requests, or connections, that the version's pods got, whoever was given the answer. */
    long taken(String version) {
        return taken.getOrDefault(version, new LongAdder()).sum();
    }

    /** Ends the calls; all that was answered is in the report then. */
    ClientReport end() {
        load.stop();
        await().atMost(Town.PATIENCE).until(load::quiet);
        await().atMost(Town.PATIENCE).until(() -> seen().total() >= load.counts().answered());
        return seen();
    }

    /** How the callers themselves count. */
    Load.Counts counts() {
        return load.counts();
    }

    @Override
    public void close() {
        load.close();
        watch.close();
        client.close();
        mesh.close();
        on(vertx.close());
    }
}
