package dev.tidegate.adapter.prometheus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's Prometheus, as a process. */
final class RealPrometheus implements AutoCloseable {

    static final String MISSING =
            "prometheus is on no path of PATH; get it with apt-get install prometheus";

    private final Process process;

    private RealPrometheus(Process process) {
        this.process = process;
    }

    static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(path -> Path.of(path, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it with a configuration.
     *
     * @param directory for its files
     * @param port of its API
     */
    static RealPrometheus start(Path directory, int port, String configuration) {
        try {
            Path file = Files.writeString(directory.resolve("prometheus.yaml"), configuration);
            return new RealPrometheus(
                    new ProcessBuilder(
                                    List.of(
                                            find().orElseThrow().toString(),
                                            "--config.file=" + file,
                                            "--storage.tsdb.path=" + directory.resolve("data"),
                                            "--web.listen-address=127.0.0.1:" + port))
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("prometheus.log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
