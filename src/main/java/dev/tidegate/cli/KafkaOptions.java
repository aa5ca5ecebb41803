package dev.tidegate.cli;

import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The options of the commands that may go past the API, straight to Kafka. */
final class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:TIDEGATE_BOOTSTRAP_SERVERS:-}",
            showDefaultValue = Visibility.NEVER,
            description = "Go straight to Kafka; else TIDEGATE_BOOTSTRAP_SERVERS, if set.")
    private String bootstrapServers = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of the Kafka client, such as those for TLS.")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--namespace-topics",
            description =
                    "Write to the topic of the service's namespace, such as"
                            + " tidegate.alerts.bookinfo.")
    private boolean namespaceTopics;

    /** Whether it is written to the topic of one namespace. */
    boolean dividesByNamespace() {
        return namespaceTopics;
    }

    /** Kafka if it is given, else the API. */
    Client or(ServerOptions reach) throws IOException {
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
        return settings.isEmpty()
                ? reach.client(
                        servers ->
                                new KafkaClient(
                                        Map.of("bootstrap.servers", servers), namespaceTopics))
                : new KafkaClient(settings, namespaceTopics);
    }

    private static Properties read(Path file) throws IOException {
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
