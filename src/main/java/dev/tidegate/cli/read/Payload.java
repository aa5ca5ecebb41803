package dev.tidegate.cli.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a payload, and never more of it than is asked for. */
final class Payload {

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final String RIGHT =
            "name a file with the payload, or - to read it from standard input";

    private Payload() {}

    /**
     * The first bytes of a file, or of standard input where it is {@code -}.
     *
     * @param most that are read, in bytes
     * @throws IllegalArgumentException when it cannot be read; it names the file
     */
    static byte[] read(Path file, InputStream standardInput, int most) {
        try {
            if (file.equals(STANDARD_INPUT)) {
                return standardInput.readNBytes(most);
            }
            if (Files.isDirectory(file)) {
                throw wrong(file, "is a directory");
            }
            try (InputStream payload = Files.newInputStream(file)) {
                return payload.readNBytes(most);
            }
        } catch (NoSuchFileException e) {
            throw wrong(file, "is no file that is there");
        } catch (IOException e) {
            throw wrong(file, "cannot be read by you");
        }
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException("PAYLOAD: \"%s\" %s; %s".formatted(file, what, RIGHT));
    }
}
