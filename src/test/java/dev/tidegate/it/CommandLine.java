package dev.tidegate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One run of the command line as a process of its own, on the classes of the artifact. */
public final class CommandLine implements AutoCloseable {

    private static final Path APP = Path.of("target", "quarkus-app");

    private final Process process;

    private CommandLine(Process process) {
        this.process = process;
    }

    static CommandLine start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("-cp");
        command.add(
                String.join(
                        ":",
                        Stream.of("app", "lib/main", "lib/boot")
                                .map(p -> APP + "/" + p + "/*")
                                .toList()));
        command.add("dev.tidegate.cli.Tidegate");
        command.addAll(List.of(arguments));
        try {
            return new CommandLine(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Ended run(String... arguments) {
        try (CommandLine line = start(arguments)) {
            return line.end();
        }
    }

    /** Waits for its end. */
    Ended end() {
        try {
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** How it ended, and what it printed. */
    public record Ended(int code, String printed) {}
}
