package dev.tidegate.cli;

import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The options that say where Kafka is, and how to reach it. */
final class KafkaReach {

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

    /** Settings of the Kafka client; none when nothing says where it is. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        kafkaConfig.ifPresent(
                file ->
                        ClientProperties.read(file)
                                .forEach((name, value) -> settings.put("" + name, value)));
        if (!bootstrapServers.isBlank()) {
            settings.put("bootstrap.servers", bootstrapServers);
        }
        if (!settings.isEmpty() && !settings.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException(
                    "--kafka-config: it has no bootstrap.servers; add it, or give"
                            + " --bootstrap-servers");
        }
        return settings;
    }
}
