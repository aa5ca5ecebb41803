package dev.tidegate.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;

/**
 * The file by which the command line finds this sandbox, as long as it is up. Who is killed leaves
 * it behind: so it names the process, and when that began.
 */
final class Presence implements AutoCloseable {

    /** Below the project, one file for each sandbox. */
    static final Path DIRECTORY = Path.of("target", "sandboxes");

    private final Path file;

    private Presence(Path file) {
        this.file = file;
    }

    /**
     * Leaves the file.
     *
     * @param name of the file
     * @param reach {@code server}, or {@code bootstrap.servers} where there is no server
     */
    static Presence of(String name, Map<String, String> reach) {
        ProcessHandle self = ProcessHandle.current();
        Properties all = new Properties();
        all.putAll(reach);
        all.setProperty("pid", Long.toString(self.pid()));
        all.setProperty("began", self.info().startInstant().map(Instant::toString).orElse(""));
        Path file = DIRECTORY.resolve(name + ".properties");
        try {
            Files.createDirectories(DIRECTORY);
            try (Writer out = Files.newBufferedWriter(file)) {
                all.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return new Presence(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
