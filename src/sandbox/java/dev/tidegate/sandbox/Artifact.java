package dev.tidegate.sandbox;

import dev.tidegate.sandbox.process.Guard;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The production artifact, unmodified, as a process of its own: {@code quarkus-run.jar} on the JDK
 * that runs this class. It ends with this JVM at the latest, even when that is killed.
 */
public final class Artifact implements AutoCloseable {

    /** System property that names another jar than {@code target/quarkus-app/quarkus-run.jar}. */
    public static final String JAR = "tidegate.artifact";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Process process;
    private final URI url;
    private final Path log;
    private final Thread reaper;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Artifact(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
        this.reaper = new Thread(process::destroyForcibly);
        try {
            Runtime.getRuntime().addShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // this JVM is ending itself, and nobody would end what was just started
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Starts the artifact and waits until it is ready.
     *
     * @param settings configuration such as {@code kafka.bootstrap.servers}; without {@code
     *     quarkus.http.port} a free port is taken
     * @param log file for what it prints; appended
     * @throws IllegalStateException with the end of the log when it ends or is not ready in time
     */
    public static Artifact start(Map<String, String> settings, Path log) {
        Artifact artifact = launch(settings, log);
        try {
            artifact.awaitReady();
            return artifact;
        } catch (IllegalStateException e) {
            artifact.close();
            throw e;
        }
    }

    /** Starts the artifact and returns at once. */
    public static Artifact launch(Map<String, String> settings, Path log) {
        return launch(command(), settings, List.of(), log);
    }

    /**
     * How the artifact is started without a container.
     *
     * @throws IllegalStateException when it is not built
     */
    public static List<String> command() {
        Path jar = Path.of(System.getProperty(JAR, "target/quarkus-app/quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    jar.toAbsolutePath() + " is missing; build it first with ./mvnw package");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "@src/docker/jvm.options", "-jar", jar.toString());
    }

    /**
     * Starts it by another command and returns at once.
     *
     * @param command with {@code -jar}, before which options and settings belong
     */
    public static Artifact launch(
            List<String> command, Map<String, String> settings, List<String> options, Path log) {
        String port = settings.getOrDefault("quarkus.http.port", Integer.toString(Net.freePort()));
        List<String> more = new ArrayList<>(options);
        settings.forEach((key, value) -> more.add("-D" + key + "=" + value));
        more.add("-Dquarkus.http.port=" + port);
        List<String> whole = new ArrayList<>(command);
        whole.addAll(whole.indexOf("-jar"), more);
        try {
            Process process =
                    Guard.start(
                            new ProcessBuilder(whole)
                                    .redirectErrorStream(true)
                                    .redirectOutput(
                                            ProcessBuilder.Redirect.appendTo(log.toFile())));
            return new Artifact(process, URI.create("http://localhost:" + port), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + whole, e);
        }
    }

    /** Where its HTTP API is, without a slash at the end. */
    public URI url() {
        return url;
    }

    /** The file that takes what it prints. */
    public Path log() {
        return log;
    }

    /** What it has printed so far. */
    public List<String> lines() {
        return lines(log);
    }

    /** What processes have printed to this file so far. */
    public static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** Process id, for those who look at its memory. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** With what it ended by itself, which is waited for. */
    public int exitCode() {
        Awaitility.await().atMost(LONGEST_START).until(() -> !alive());
        return process.exitValue();
    }

    /** Whether {@code /q/health/ready} answers 200 now. */
    public boolean ready() {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException with the end of the log when it ends or is not ready in time
     */
    public void awaitReady() {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .pollDelay(Duration.ZERO)
                    .atMost(LONGEST_START)
                    .until(() -> !alive() || (listening() && ready()));
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("Tidegate is not ready; its log ends:\n" + tail(), e);
        }
        if (!alive()) {
            throw new IllegalStateException("Tidegate ended; its log ends:\n" + tail());
        }
    }

    /**
     * Waits until it takes connections, ready or not.
     *
     * @throws IllegalStateException with the end of the log when it ends before
     */
    public void awaitListening() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .pollDelay(Duration.ZERO)
                .atMost(LONGEST_START)
                .until(() -> !alive() || listening());
        if (!alive()) {
            throw new IllegalStateException("Tidegate ended; its log ends:\n" + tail());
        }
    }

    private boolean listening() {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code kill -9}: nothing in the process gets a chance to tidy up. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it where it is, as a node that is out of breath does, until {@link #unpause}. */
    public void pause() {
        Signals.send(pid(), "STOP");
    }

    /** Lets it go on; it does not know that it was stopped. */
    public void unpause() {
        Signals.send(pid(), "CONT");
    }

    /** Asks it to end, as Kubernetes does, and waits. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // this JVM is ending itself: the hook runs already
            process.destroyForcibly();
        }
    }

    private String tail() {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
