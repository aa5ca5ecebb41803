package dev.tidegate.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** A file of properties of the Kafka client. */
final class ClientProperties {

    private ClientProperties() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    static Properties read(Path file) {
        Properties read = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            read.load(text);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("--kafka-config: there is no file " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--kafka-config: %s cannot be read as properties; give name=value lines in UTF-8"
                            .formatted(file),
                    e);
        }
        return read;
    }
}
