package dev.tidegate.sandbox;

import dev.tidegate.sandbox.envoy.EnvoyBinary;
import dev.tidegate.sandbox.envoy.EnvoyMesh;
import dev.tidegate.sandbox.envoy.Istiod;
import dev.tidegate.sandbox.envoy.Pod;
import dev.tidegate.sandbox.envoy.Proxy;
import dev.tidegate.sandbox.envoy.WorldWatch;
import dev.tidegate.sandbox.traffic.Access;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The proxy of the sample service's callers: the sandbox's own, or a real Envoy. */
final class CallersProxy implements AutoCloseable {
    /** The port of the sample service's Service. */
    static final int SERVICE_PORT = 9080;

    private final List<AutoCloseable> parts;

    private CallersProxy(List<AutoCloseable> parts) {
        this.parts = parts;
    }

    /** The sandbox's own, which needs nothing installed. */
    static CallersProxy own(
            Vertx vertx,
            KubernetesClient client,
            Collection<SampleService> services,
            Consumer<Access> log,
            Consumer<String> tell,
            int port) {
        RouteWatch routes = new RouteWatch(client, Stage.NAMESPACE, Stage.SERVICE, tell);
        Map<String, Endpoints> endpoints = new LinkedHashMap<>();
        services.forEach(s -> endpoints.put(s.version(), new Endpoints(s.ports())));
        Mesh mesh = new Mesh(vertx, routes, endpoints, log, Clock.systemUTC(), port);
        return new CallersProxy(List.of(mesh, routes));
    }

    /**
     * A real Envoy.
     *
     * @throws Trouble when there is none, with how to get it
     */
    static CallersProxy envoy(
            Istiod istiod,
            KubernetesClient client,
            Collection<SampleService> services,
            Consumer<Access> log,
            Consumer<String> tell,
            int port,
            Path directory) {
        Path binary = EnvoyBinary.find().orElseThrow(() -> new Trouble(EnvoyBinary.missing()));
        EnvoyMesh mesh =
                new EnvoyMesh(
                        new EnvoyMesh.Setting(
                                binary,
                                directory,
                                Proxy.in(Stage.NAMESPACE),
                                Map.of(SERVICE_PORT, port),
                                Net.freePort(),
                                istiod),
                        log,
                        tell);
        try {
            WorldWatch watch = new WorldWatch(client, pods(services), mesh::see);
            mesh.awaitPushed();
            return new CallersProxy(List.of(watch, mesh));
        } catch (RuntimeException e) {
            mesh.close();
            throw e;
        }
    }

    private static List<Pod> pods(Collection<SampleService> services) {
        List<Pod> pods = new ArrayList<>();
        for (SampleService service : services) {
            Map<String, String> labels = Map.of("app", Stage.SERVICE, "version", service.version());
            service.ports()
                    .forEach(
                            p ->
                                    pods.add(
                                            new Pod(
                                                    Stage.NAMESPACE,
                                                    labels,
                                                    Map.of(SERVICE_PORT, p))));
        }
        return pods;
    }

    @Override
    public void close() {
        parts.forEach(Quietly::close);
    }
}
