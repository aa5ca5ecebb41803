package dev.tidegate.cli.replay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps records in a file, one a line. */
public final class RecordingWriter {

    private RecordingWriter() {}

    /**
     * Writes all of them, in their order.
     *
     * @throws IllegalArgumentException when it cannot be written
     */
    public static void write(Path file, List<KeptRecord> records) {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (KeptRecord each : records) {
                lines.write(each.line());
                lines.write('\n');
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--record: %s cannot be written; name a file in a folder that is there and yours"
                            .formatted(file),
                    e);
        }
    }
}
