package dev.tidegate.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Map;

/** The options of the commands that may go past the API, straight to Kafka. */
final class KafkaOptions {

    @Mixin private KafkaReach kafka = new KafkaReach();

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
    Client or(ServerOptions reach) {
        Map<String, Object> settings = kafka.settings();
        return settings.isEmpty()
                ? reach.client(
                        servers ->
                                new KafkaClient(
                                        Map.of("bootstrap.servers", servers), namespaceTopics))
                : new KafkaClient(settings, namespaceTopics);
    }
}
