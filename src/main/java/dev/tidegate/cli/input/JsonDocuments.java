package dev.tidegate.cli.input;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The documents of a JSON text, one after another. */
final class JsonDocuments {

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readerFor(Object.class);

    private JsonDocuments() {}

    /** Whether a text may be one: YAML begins so as well. */
    static boolean mayBe(String text) {
        String rest = text.stripLeading();
        return rest.startsWith("{") || rest.startsWith("[");
    }

    /**
     * The documents.
     *
     * @throws IllegalArgumentException naming the file, the line and the column
     */
    static List<@Nullable Object> of(TextFile file) {
        List<@Nullable Object> documents = new ArrayList<>();
        try (MappingIterator<@Nullable Object> each = JSON.readValues(file.text())) {
            while (each.hasNextValue()) {
                documents.add(each.nextValue());
            }
            return documents;
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    file.title() + ": has too many levels, or too long a name or number; give less",
                    e);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    ("%s: line %d, column %d: cannot be read as JSON from here on;"
                                    + " check brackets, quotes, commas and keys that stand twice")
                            .formatted(file.title(), at.getLineNr(), at.getColumnNr()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
