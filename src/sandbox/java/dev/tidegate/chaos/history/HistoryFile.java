package dev.tidegate.chaos.history;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history as a file: its start in the first line, then an entry a line, as JSON. */
public final class HistoryFile {

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

    private HistoryFile() {}

    public static void write(History history, Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(history.start().toString());
            out.newLine();
            for (Entry entry : history.entries()) {
                out.write(JSON.writerFor(Entry.class).writeValueAsString(entry));
                out.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static History read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<Entry> entries = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                entries.add(JSON.readValue(line, Entry.class));
            }
            return new History(Instant.parse(lines.getFirst()), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
