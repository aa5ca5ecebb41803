package dev.tidegate.sandbox.envoy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The access log as a file that people read: what stood before {@link #MOST} characters is in a
 * second file, and what stood before those is gone.
 */
final class AccessFile implements AutoCloseable {
    /** Characters of a file. */
    static final long MOST = 64L << 20;

    private final Path file;
    private final long most;
    private BufferedWriter out;
    private long length;

    AccessFile(Path file, long most) throws IOException {
        this.file = file;
        this.most = most;
        this.out = Files.newBufferedWriter(file);
    }

    /** Adds a line, which can be read at once. */
    void add(String line) throws IOException {
        if (length > most) {
            out.close();
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
            out = Files.newBufferedWriter(file);
            length = 0;
        }
        out.write(line);
        out.newLine();
        out.flush();
        length += line.length();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
