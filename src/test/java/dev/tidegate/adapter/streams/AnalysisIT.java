package dev.tidegate.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The artifact with a real broker as two processes that do nothing but analyse. */
class AnalysisIT {

    private static final int SERVICES = 8;

    @TempDir Path data;

    private Broker broker;
    private Mesh mesh;
    private final List<Artifact> processes = new ArrayList<>();

    @BeforeEach
    void start() {
        broker = Broker.start(0, data);
        mesh = new Mesh(broker.bootstrapServers(), SERVICES);
    }

    @AfterEach
    void stop() {
        processes.forEach(Artifact::kill);
        mesh.close();
        broker.close();
    }

    private Artifact process() throws IOException {
        Files.createDirectories(Path.of("target", "it"));
        Artifact made =
                Artifact.launch(
                        Map.of(
                                "tidegate.analysis", "only",
                                "tidegate.analysis.standbys", "1",
                                "tidegate.access", "open",
                                "kafka.bootstrap.servers", broker.bootstrapServers(),
                                // nobody is there: the analysis needs nothing of the cluster
                                "quarkus.kubernetes-client.api-server-url", "http://localhost:1"),
                        Files.createTempFile(Path.of("target", "it"), "analysis-", ".log"));
        processes.add(made);
        made.awaitListening();
        return made;
    }

    private static void running(Artifact process) {
        await().atMost(Duration.ofMinutes(1)).until(() -> Mesh.analyses(process));
    }

    private Set<String> blamed() {
        return mesh.verdicts().stream()
                .filter(told -> told.verdict() instanceof Verdict.Worse)
                .map(VerdictTold::rolloutUid)
                .collect(Collectors.toSet());
    }

    private void until(BooleanSupplier condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> {
                            mesh.read();
                            return condition.getAsBoolean();
                        });
    }

    @Test
    void analysisWaitsForItsTopicsAndOutlivesOneOfItsProcesses() throws IOException {
        // Given a process without topics: it lives, and says what is missing
        Artifact one = process();
        await().until(() -> Mesh.health(one).contains("tidegate."));
        assertThat(Mesh.health(one)).contains("is missing; create it with kafka/topics.sh");
        assertThat(Mesh.live(one)).isTrue();
        broker.createTopics(4);
        running(one);
        Artifact two = process();
        running(two);

        // When healthy canaries are read, and one process is killed
        mesh.live("first", 1, 0);
        until(() -> mesh.verdicts().stream().anyMatch(t -> t.verdict() instanceof Verdict.Proven));
        assertThat(blamed()).isEmpty();
        mesh.fail(true);
        one.kill();

        // Then the other one goes on where it was, and finds all that is bad
        until(() -> blamed().size() == SERVICES);
        assertThat(mesh.verdicts())
                .noneMatch(told -> told.verdict().sentence().contains("was lost"));

        // And when the next releases are live, and a process comes and another one goes
        mesh.fail(false);
        mesh.live("second", 1, 0);
        running(process());
        two.close();
        until(
                () ->
                        mesh.verdicts().stream()
                                        .filter(told -> told.rolloutUid().startsWith("second"))
                                        .map(VerdictTold::service)
                                        .distinct()
                                        .count()
                                == SERVICES);

        // Then no verdict of an old release is told on a new one
        assertThat(blamed()).allMatch(uid -> uid.startsWith("first"));
        Map<ServiceKey, List<VerdictTold>> told =
                mesh.verdicts().stream().collect(Collectors.groupingBy(VerdictTold::service));
        assertThat(told.values())
                .allSatisfy(
                        verdicts ->
                                assertThat(
                                                verdicts.stream()
                                                        .dropWhile(v -> !isSecond(v))
                                                        .filter(v -> !isSecond(v)))
                                        .isEmpty());
    }

    private static boolean isSecond(VerdictTold told) {
        return told.rolloutUid().startsWith("second");
    }

    @Test
    void lostEvidenceBeginsAnewWithHalfOfItsChanceAndSaysSo() throws IOException {
        broker.createTopics(4);
        Artifact one = process();
        running(one);
        mesh.live("first", 1, 0);
        until(() -> mesh.verdicts().size() > SERVICES);
        one.close();
        mesh.deleteChangelog();

        running(process());
        until(
                () ->
                        mesh.verdicts().stream()
                                        .filter(t -> t.verdict().sentence().contains("was lost"))
                                        .map(VerdictTold::service)
                                        .distinct()
                                        .count()
                                == SERVICES);
        mesh.fail(true);
        until(() -> blamed().size() == SERVICES);
        assertThat(mesh.verdicts())
                .filteredOn(told -> told.verdict() instanceof Verdict.Worse)
                .allMatch(told -> told.verdict().sentence().endsWith("so twice as much was asked"));
    }
}
