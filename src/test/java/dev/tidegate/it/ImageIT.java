package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Image;
import dev.tidegate.sandbox.Net;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code src/docker/Dockerfile} runs, on this machine's JDK and without a container. */
class ImageIT {

    /** The JVM ends at once when the cache does not fit it or its jars. */
    private static final String INSIST = "-XX:AOTMode=on";

    /** A cluster and a Kafka that somebody may have here are none of its business. */
    private static final Map<String, String> ALONE =
            Map.of(
                    "quarkus.http.host", "localhost",
                    "quarkus.kubernetes-client.api-server-url", "http://localhost:1",
                    "kafka.bootstrap.servers", "localhost:1");

    @TempDir private static Path directory;

    private static Image image;

    @BeforeAll
    static void followsTheDockerfile() {
        image = Image.build(directory.resolve("image"), directory.resolve("image.log"));
    }

    @Test
    void containerStartsFromTheCacheThatItsBuildTrained() {
        starts(image.entrypoint(), ALONE, List.of(INSIST));
    }

    @Test
    void functionStartsFromItToo() {
        Map<String, String> function = new HashMap<>(ALONE);
        function.put("quarkus.profile", "functions");
        function.put("tidegate.function", "alert");
        starts(image.entrypoint(), function, List.of(INSIST));
    }

    @Test
    void trainingThatDoesNotReachTheRoutesFailsTheBuild() {
        // Given a training by a process that takes no deliveries
        Map<String, String> settings = new HashMap<>(ALONE);
        settings.put("tidegate.training", "true");
        settings.put(
                "quarkus.kubernetes-client.api-server-url", "http://localhost:" + Net.freePort());
        // When it ends
        Path log = directory.resolve("training.log");
        try (Artifact artifact = Artifact.launch(Artifact.command(), settings, List.of(), log)) {
            int code = artifact.exitCode();
            // Then it says so, and the build of the image ends with it
            assertThat(artifact.lines())
                    .anyMatch(line -> line.contains("not trained") && line.contains("404"));
            assertThat(code).isEqualTo(1);
        }
    }

    @Test
    void cacheThatDoesNotFitIsLeftUnused() throws IOException {
        Path jar = directory.resolve("image").resolve("app").resolve("quarkus-run.jar");
        FileTime trained = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-31T12:00:00Z")));
        try {
            starts(image.entrypoint(), ALONE, List.of());
            assertThatThrownBy(() -> starts(image.entrypoint(), ALONE, List.of(INSIST)))
                    .hasMessageContaining("AOT cache");
        } finally {
            Files.setLastModifiedTime(jar, trained);
        }
    }

    /** Without Kafka and cluster it is not ready, but it listens. */
    private static void starts(
            List<String> command, Map<String, String> settings, List<String> options) {
        Path log = directory.resolve("tidegate.log");
        try (Artifact artifact = Artifact.launch(command, settings, options, log)) {
            artifact.awaitListening();
            assertThat(artifact.ready()).isFalse();
        }
    }
}
