package dev.tidegate.cli;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The options that say where Tidegate is. */
final class Reach {

    @Option(
            names = "--server",
            defaultValue = "${env:TIDEGATE_SERVER:-http://127.0.0.1:8080}",
            description = "Tidegate's address, else TIDEGATE_SERVER (${DEFAULT-VALUE}).")
    private URI server = URI.create("");

    @Option(
            names = "--token",
            defaultValue = "${env:TIDEGATE_TOKEN:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Bearer token; better in TIDEGATE_TOKEN, where no process list shows it.")
    private String token = "";

    /** The HTTP API. */
    ApiLink api() {
        String stripped = token.strip();
        if (stripped.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException(
                    "--token: it has characters that no token has; give the token alone");
        }
        return new ApiLink(server, Optional.of(stripped).filter(t -> !t.isEmpty()));
    }

    /** The options of the commands that may go past the API, straight to Kafka. */
    static final class OrKafka {

        @Option(
                names = "--bootstrap-servers",
                defaultValue = "${env:TIDEGATE_BOOTSTRAP_SERVERS:-}",
                showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
                description = "Go straight to Kafka; else TIDEGATE_BOOTSTRAP_SERVERS, if set.")
        private String bootstrapServers = "";

        @Option(
                names = "--kafka-config",
                paramLabel = "FILE",
                description = "Properties of the Kafka client, such as those for TLS.")
        private Optional<Path> kafkaConfig = Optional.empty();

        /** Kafka if it is given, else the API. */
        Link or(Reach reach) throws IOException {
            Map<String, Object> settings = new HashMap<>();
            if (kafkaConfig.isPresent()) {
                read(kafkaConfig.get()).forEach((name, value) -> settings.put("" + name, value));
            }
            if (!bootstrapServers.isBlank()) {
                settings.put("bootstrap.servers", bootstrapServers);
            }
            if (!settings.isEmpty() && !settings.containsKey("bootstrap.servers")) {
                throw new IllegalArgumentException(
                        "--kafka-config: it has no bootstrap.servers; add it, or give"
                                + " --bootstrap-servers");
            }
            return settings.isEmpty() ? reach.api() : new KafkaLink(settings);
        }

        private static Properties read(Path file) throws IOException {
            Properties read = new Properties();
            try (Reader text = Files.newBufferedReader(file)) {
                read.load(text);
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException("--kafka-config: there is no file " + file, e);
            }
            return read;
        }
    }
}
