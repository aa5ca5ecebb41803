package dev.tidegate.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Broker, API double and artifact, with as many services as the benchmark asks for. */
final class BenchStage implements AutoCloseable {
    static final String NAMESPACE = "bench";
    static final String CANARY = "v2";

    private final Broker broker;
    final ApiServer cluster;
    private final Map<String, String> settings;
    private final Artifact artifact;
    final Events events;
    final BenchLedger ledger = new BenchLedger(CANARY, Clock.systemUTC());

    BenchStage(int portBase, Path directory) {
        Addresses at = Addresses.from(portBase);
        broker = Broker.start(at.kafka(), directory.resolve("kafka"));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        broker.createTopics(8);
        cluster = ApiServer.start(at.cluster());
        cluster.onWrite(ledger::saw);
        settings =
                Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "quarkus.kubernetes-client.api-server-url", cluster.url(),
                        "quarkus.http.host", Net.LOOPBACK,
                        "tidegate.access", "open",
                        "quarkus.http.port", Integer.toString(at.tidegate()));
        artifact = Artifact.launch(settings, directory.resolve("tidegate.log"));
        artifact.awaitReady();
        events = new Events(broker.bootstrapServers(), Clock.systemUTC());
    }

    /** What a process between this broker and this cluster is told. */
    Map<String, String> settings() {
        return settings;
    }

    /** Ends the artifact, so that others can take its place. */
    void vacate() {
        artifact.close();
    }

    /** Adds {@code count} services with two versions each; returns their names. */
    List<String> add(String prefix, int count, String steps) {
        List<String> names = IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        for (String name : names) {
            Manifests.benchService(cluster, NAMESPACE, name, steps);
        }
        return names;
    }

    /** The artifact's resident memory in MiB: {@code VmRSS} now, {@code VmHWM} at its peak. */
    double mebibytes(String which) throws IOException {
        Path status = Path.of("/proc", Long.toString(artifact.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(which + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        Quietly.close(events);
        Quietly.close(artifact);
        Quietly.close(cluster);
        Quietly.close(broker);
    }
}
