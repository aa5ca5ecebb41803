package dev.tidegate.cli.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of kept records, one a line. */
public final class Recording {

    private Recording() {}

    /**
     * Reads all of them, in their order.
     *
     * @throws IllegalArgumentException naming the file, the line and what would be right
     */
    public static List<KeptRecord> read(Path file) {
        List<KeptRecord> records = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    records.add(KeptRecord.read(line, "%s: line %d".formatted(file, number)));
                }
            }
            return records;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    file + ": there is no such file; name a recording", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    file
                            + ": is no text in UTF-8; name a recording, a line of JSON for each"
                            + " record",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": cannot be read; name a recording that you may read", e);
        }
    }
}
