package dev.tidegate.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a file, or of the standard input.
 *
 * @param title how the file is called in a message
 */
public record TextFile(String title, String text) {

    private static final int MOST_MEBIBYTES = 16;

    /**
     * Reads a file.
     *
     * @param wanted what it should be, for the error: {@code a file with a RolloutPolicy}
     * @throws IllegalArgumentException naming the file and what would be right
     */
    public static TextFile read(Path file, String wanted) {
        String title = file.toString();
        if (Files.isDirectory(file)) {
            throw wrong(title, "cannot be read, it is a folder; name " + wanted);
        }
        if (!Files.exists(file)) {
            throw wrong(title, "there is no such file; name " + wanted);
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return read(title, stream);
        } catch (IOException e) {
            throw wrong(title, "cannot be read; name " + wanted);
        }
    }

    /** Reads a stream to its end, with the same errors. */
    public static TextFile read(String title, InputStream stream) {
        int most = MOST_MEBIBYTES << 20;
        try {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw wrong(
                        title,
                        "has more than %d MiB; give less, such as the objects of one namespace"
                                .formatted(MOST_MEBIBYTES));
            }
            return new TextFile(title, decoded(bytes));
        } catch (CharacterCodingException e) {
            throw wrong(title, "is no text in UTF-8; name a file in YAML or JSON");
        } catch (IOException e) {
            throw wrong(title, "cannot be read; name a file that you may read");
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static IllegalArgumentException wrong(String title, String what) {
        return new IllegalArgumentException(title + ": " + what);
    }
}
