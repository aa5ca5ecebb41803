package dev.tidegate.sandbox.envoy;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.sandbox.process.Guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An Envoy as a process of its own. It ends with this JVM, even when that is killed. */
final class EnvoyProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Process process;
    private final Thread reaper;
    private final Thread reader;
    private final URI admin;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

    /**
     * Starts it.
     *
     * @param directory for its configuration and its log
     * @param log takes each line of the access log
     */
    EnvoyProcess(
            Path binary,
            Path directory,
            ConfigFiles files,
            int adminPort,
            Istiod istiod,
            Consumer<String> log) {
        this.admin = URI.create("http://%s:%d".formatted(Discovery.LOOPBACK, adminPort));
        Path bootstrap = directory.resolve("bootstrap.json");
        try {
            JSON.writeValue(bootstrap.toFile(), bootstrap(files, adminPort));
            this.process =
                    Guard.start(
                            new ProcessBuilder(command(binary, bootstrap, istiod))
                                    .redirectError(Redirect.appendTo(log(directory).toFile())));
        } catch (IOException e) {
            throw new IllegalStateException(
                    binary + " cannot be run on this machine; name an Envoy that can with ENVOY",
                    e);
        }
        this.reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
        // a virtual thread that reads a pipe takes its carrier from all others
        this.reader = Thread.ofPlatform().daemon().name("envoy-log").start(() -> read(log));
    }

    private static List<String> command(Path binary, Path bootstrap, Istiod istiod) {
        return List.of(
                binary.toString(),
                "--config-path",
                bootstrap.toString(),
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--file-flush-interval-msec",
                "50",
                "--drain-time-s",
                Long.toString(istiod.drain().toSeconds()),
                "--drain-strategy",
                "immediate");
    }

    private static Map<String, Object> bootstrap(ConfigFiles files, int adminPort) {
        return Map.of(
                "node",
                Map.of("id", "caller", "cluster", "callers"),
                "admin",
                Map.of("address", Discovery.address(adminPort)),
                "dynamic_resources",
                Map.of(
                        "cds_config", Discovery.file(files.clusters()),
                        "lds_config", Discovery.file(files.listeners())));
    }

    private void read(Consumer<String> log) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.accept(line);
            }
        } catch (IOException ended) {
            // the process ended in the middle of a line
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What the admin interface answers; empty text while it does not listen yet. */
    String ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve(path)).timeout(ANSWER).build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("envoy.log");
    }

    /** The lines of its log. */
    static List<String> lines(Path directory) {
        try {
            return Files.readAllLines(log(directory));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The last lines of its log. */
    static String tail(Path directory) {
        List<String> lines = lines(directory);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Ends it, and reads what it still had to say. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ANSWER)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // this JVM is ending itself: the hook runs already
            process.destroyForcibly();
        }
    }
}
