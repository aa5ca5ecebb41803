package dev.tidegate.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories below {@code target} for records and logs; the last run's stay until the next. */
public final class Scratch {

    private Scratch() {}

    /** An empty directory of this name. */
    public static Path fresh(String name) throws IOException {
        Path directory = Path.of("target", name);
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    /** Names what was logged there, for whoever looks for the cause of a failure. */
    public static void showLogs(Path directory, Console console) {
        try (Stream<Path> all = Files.walk(directory)) {
            // Kafka calls its records so too
            List<Path> logs =
                    all.filter(file -> file.toString().endsWith(".log"))
                            .filter(file -> !file.startsWith(directory.resolve("kafka")))
                            .toList();
            for (Path log : logs) {
                console.line("  log         %s (%d bytes)".formatted(log, Files.size(log)));
            }
        } catch (IOException e) {
            console.line("  logs        " + directory);
        }
    }
}
