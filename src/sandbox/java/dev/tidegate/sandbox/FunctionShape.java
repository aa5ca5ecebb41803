package dev.tidegate.sandbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tidegate as functions: for each trigger a source of events and a process of the artifact that
 * runs only while there is something to do, as {@code functions/overlays/functions} installs them.
 */
public final class FunctionShape implements AutoCloseable {

    private static final Map<String, List<String>> TOPICS =
            Map.of(
                    "deploy-started", List.of("tidegate.deployments"),
                    "alert", List.of("tidegate.alerts", "tidegate.verdicts"),
                    "step-timer", List.of("tidegate.timers"),
                    "command", List.of("tidegate.commands"));

    private final Map<String, FunctionPod> functions = new LinkedHashMap<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Clock clock;

    /**
     * Begins to read the topics; no function runs before its first event.
     *
     * @param command that starts the artifact: {@link Artifact#command()} or an image's
     * @param clusterUrl of the Kubernetes API server
     * @param logs directory for what the functions print
     * @param idle how long a function stays without an event
     * @param tell told of each start and end of a function, and of an event that is lost
     */
    public FunctionShape(
            List<String> command,
            String bootstrapServers,
            String clusterUrl,
            Path logs,
            Duration idle,
            Clock clock,
            Consumer<String> tell) {
        this.clock = clock;
        TOPICS.forEach(
                (name, topics) -> {
                    Map<String, String> settings =
                            settings(
                                    name,
                                    Map.of(
                                            "quarkus.http.host",
                                            "localhost",
                                            "tidegate.access",
                                            "open",
                                            "kafka.bootstrap.servers",
                                            bootstrapServers,
                                            "quarkus.kubernetes-client.api-server-url",
                                            clusterUrl));
                    Path log = logs.resolve("function-" + name + ".log");
                    FunctionPod pod =
                            new FunctionPod(
                                    name,
                                    () -> Artifact.launch(command, settings, List.of(), log),
                                    idle,
                                    tell);
                    functions.put(name, pod);
                    started.push(pod);
                    Delivery delivery = Delivery.to(pod, name, bootstrapServers, tell);
                    started.push(
                            new Dispatcher(bootstrapServers, topics, "tidegate-" + name, delivery));
                });
    }

    /** What a process is told to be the function {@code name}, beside where everything is. */
    static Map<String, String> settings(String name, Map<String, String> where) {
        Map<String, String> settings = new LinkedHashMap<>(where);
        settings.put("quarkus.profile", "functions");
        settings.put("tidegate.function", name);
        return settings;
    }

    /** The function of this name, such as {@code alert}. */
    public FunctionPod function(String name) {
        FunctionPod function = functions.get(name);
        if (function == null) {
            throw new IllegalArgumentException(name + " is none of " + functions.keySet());
        }
        return function;
    }

    /** Posts the event that a PingSource sends; returns the status of the answer. */
    public int tick() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                function("step-timer")
                        .post(
                                Map.of(
                                        "ce-specversion",
                                        "1.0",
                                        "ce-id",
                                        UUID.randomUUID().toString(),
                                        "ce-source",
                                        "/apis/v1/namespaces/sandbox/pingsources/step-timer",
                                        "ce-type",
                                        "dev.knative.sources.ping",
                                        "ce-time",
                                        clock.instant().toString()),
                                new byte[0],
                                Duration.ofSeconds(30));
        return answer.statusCode();
    }

    /** Ticks from now on, as a PingSource does. */
    void tickEvery(Duration interval) {
        ScheduledExecutorService ticker =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("ticker").factory());
        started.push(ticker::shutdownNow);
        var _ =
                ticker.scheduleAtFixedRate(
                        this::tickQuietly, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A tick that fails is made good by the next one. */
    private void tickQuietly() {
        try {
            var _ = tick();
        } catch (IOException | IllegalStateException e) {
            // the function ended under it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            Quietly.close(started.pop());
        }
    }
}
