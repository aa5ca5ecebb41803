package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.Access;
import dev.tidegate.sandbox.traffic.Calls;
import dev.tidegate.sandbox.traffic.ClientLog;
import dev.tidegate.sandbox.traffic.Failures;
import dev.tidegate.sandbox.traffic.Load;
import dev.tidegate.sandbox.traffic.ProxyCounters;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything around the product and the product itself, started in order and stopped in the
 * opposite one.
 */
final class Stage implements AutoCloseable {
    static final String NAMESPACE = "bookinfo";
    static final String SERVICE = "reviews";
    static final List<String> VERSIONS = List.of("v1", "v2", "v3");
    static final int REQUESTS_PER_SECOND = 200;

    /** Pods of a version. */
    private static final int ENDPOINTS = 3;

    /** Stands for the minute between two ticks of a PingSource. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final String SPLIT_ROUTE = "primary";

    private final Console console;
    private final ProxyCounters counters = new ProxyCounters(SPLIT_ROUTE);
    final Path directory;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean closed;

    final Map<String, SampleService> services = new LinkedHashMap<>();
    final ApiServer cluster;
    final Path kubeconfig;
    final KubernetesClient client;
    final Events events;
    final ClientLog clients = new ClientLog();
    final Failures failures = new Failures(System::nanoTime);
    final RolloutWatch rollouts;
    final Verdicts verdicts;
    final Load load;
    final Addresses addresses;

    /** Requests of the time that a change of routes takes to the callers' proxy. */
    final long late;

    /** Whether no process of Tidegate is always on: then none judges evidence either. */
    final boolean asFunctions;

    final boolean byEvidence;

    /**
     * Starts it all on the ports from {@code options}; what was started is stopped when one fails.
     */
    Stage(SandboxOptions options, Path directory, Console console) {
        this.console = console;
        this.directory = directory;
        this.addresses = Addresses.from(options.portBase());
        this.late =
                options.envoy()
                        .map(istiod -> istiod.quiet().toMillis() * REQUESTS_PER_SECOND / 1_000)
                        .orElse(0L);
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "curtain"));
        Broker broker =
                start(
                        "Kafka",
                        "127.0.0.1:" + addresses.kafka(),
                        () -> Broker.start(addresses.kafka(), directory.resolve("kafka")));
        broker.createTopics(8);
        cluster =
                start(
                        "Kubernetes API",
                        Net.http(addresses.cluster()),
                        () -> ApiServer.start(addresses.cluster()));
        Manifests.namespace(cluster, NAMESPACE);
        asFunctions = options.functions();
        byEvidence = !options.alerts() && !asFunctions;
        Manifests.Holds holds = Manifests.Holds.of(options.holdSeconds(), byEvidence);
        Manifests.service(cluster, NAMESPACE, SERVICE, holds, VERSIONS);
        kubeconfig = Kubeconfig.write(directory, cluster.url(), NAMESPACE);
        client = add(client(cluster.url()));
        if (asFunctions) {
            List<String> image = trained().entrypoint();
            start("functions", "on their first event", () -> functions(broker, image))
                    .tickEvery(TICK);
        } else {
            start("Tidegate", Net.http(addresses.tidegate()), () -> artifact(broker));
        }
        add(Presence.of(directory.getFileName().toString(), reach(broker)));
        console.line(
                "  %-15s %s"
                        .formatted(
                                "access",
                                "open: here nobody is asked who they are or what they may do"));
        Vertx vertx = Vertx.vertx();
        add(() -> Waiting.on(vertx.close()));
        for (String version : VERSIONS) {
            int port = addresses.service(VERSIONS.indexOf(version));
            services.put(
                    version,
                    start(
                            SERVICE + " " + version,
                            Net.http(port),
                            () -> new SampleService(vertx, version, port, ENDPOINTS)));
        }
        start("mesh", Net.http(addresses.mesh()), () -> mesh(options, vertx));
        rollouts = add(new RolloutWatch(client, NAMESPACE));
        events = add(new Events(broker.bootstrapServers(), Clock.systemUTC()));
        verdicts = add(new Verdicts(broker.bootstrapServers()));
        add(new Telling(events, counters));
        load = add(new Load(vertx, REQUESTS_PER_SECOND, calls(vertx)));
    }

    private Supplier<Future<Void>> calls(Vertx vertx) {
        String host = SERVICE + ":" + CallersProxy.SERVICE_PORT;
        return Calls.http(vertx, addresses.mesh(), host, Map.of());
    }

    /** What the command line needs: as functions nothing is always on but Kafka. */
    private Map<String, String> reach(Broker broker) {
        return asFunctions
                ? Map.of("bootstrap.servers", broker.bootstrapServers())
                : Map.of("server", Net.http(addresses.tidegate()));
    }

    private CallersProxy mesh(SandboxOptions options, Vertx vertx) {
        int port = addresses.mesh();
        return options.envoy()
                .map(
                        istiod ->
                                CallersProxy.envoy(
                                        istiod,
                                        client,
                                        services.values(),
                                        this::logged,
                                        this::happened,
                                        port,
                                        directory.resolve("envoy")))
                .orElseGet(
                        () ->
                                CallersProxy.own(
                                        vertx,
                                        client,
                                        services.values(),
                                        this::logged,
                                        this::happened,
                                        port));
    }

    /** A function starts from the AOT cache of its image; making that comes before the play. */
    private Image trained() {
        console.status("  %-15s making it, which trains its AOT cache ...".formatted("image"));
        return Image.build(directory.resolve("image"), directory.resolve("image.log"));
    }

    private FunctionShape functions(Broker broker, List<String> image) {
        return new FunctionShape(
                image,
                broker.bootstrapServers(),
                cluster.url(),
                directory,
                IDLE,
                Clock.systemUTC(),
                this::happened);
    }

    private void logged(Access access) {
        clients.accept(access);
        failures.accept(access);
        counters.accept(access);
    }

    private void happened(String what) {
        console.line("           " + what);
    }

    private Artifact artifact(Broker broker) {
        Artifact artifact =
                Artifact.launch(
                        Map.of(
                                "kafka.bootstrap.servers",
                                broker.bootstrapServers(),
                                "quarkus.kubernetes-client.api-server-url",
                                cluster.url(),
                                "quarkus.http.host",
                                Net.LOOPBACK,
                                "tidegate.access",
                                "open",
                                "tidegate.analysis",
                                "embedded",
                                "quarkus.http.port",
                                Integer.toString(addresses.tidegate())),
                        directory.resolve("tidegate.log"));
        artifact.awaitReady();
        return artifact;
    }

    private static KubernetesClient client(String url) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl(url).withAutoConfigure(false).build())
                .build();
    }

    private <T extends AutoCloseable> T start(String what, String address, Supplier<T> starting) {
        console.status("  %-15s starting ...".formatted(what));
        long before = System.nanoTime();
        T part = add(starting.get());
        console.line(
                "  %-15s %-24s up after %.1f s"
                        .formatted(what, address, (System.nanoTime() - before) / 1e9));
        return part;
    }

    private synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            Quietly.close(part);
            throw new Trouble("stopped while starting");
        }
        started.push(part);
        return part;
    }

    /** Ctrl-C, or the end: nothing is left to do once {@link #close} was called. */
    private void interrupted() {
        if (!closed) {
            console.leave("  stopping ...");
            close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            Quietly.close(started.pop());
        }
    }
}
