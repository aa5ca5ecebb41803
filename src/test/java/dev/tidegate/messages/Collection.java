package dev.tidegate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person can read of one part, each beside what provoked it, as a golden file in {@code
 * src/test/resources/messages}; {@code -Dmessages.write=true} writes them anew.
 */
public final class Collection {

    static final Path FOLDER = Path.of("src", "test", "resources", "messages");

    private final List<String> lines = new ArrayList<>();

    /** Adds a message and what provokes it; several lines belong to one message. */
    public void add(String provoked, String message) {
        lines.add("# " + provoked);
        lines.addAll(message.stripTrailing().lines().toList());
        lines.add("");
    }

    /** All of them are as the file {@code name} has them, and are written for people. */
    public void check(String name) {
        String text = String.join("\n", lines);
        Path file = FOLDER.resolve(name + ".txt");
        try {
            if (Boolean.getBoolean("messages.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(ForPeople.problems(text)).isEmpty();
    }
}
