package dev.tidegate.cli.read;

import dev.tidegate.adapter.webhook.WebhookReader;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.CloudEventWriter;

import org.eclipse.microprofile.config.Config;

import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The senders whose payloads can be read; also completes their names. */
final class Entrances implements Iterable<String> {

    private static final String KAFKA = "kafka";
    private static final String CLOUD_EVENT = "cloudevent";

    private static final List<String> NAMES =
            Stream.concat(WebhookReader.senders().stream(), Stream.of(KAFKA, CLOUD_EVENT)).toList();

    @Override
    public Iterator<String> iterator() {
        return NAMES.iterator();
    }

    /**
     * The entrance of a sender, with its settings.
     *
     * @param clock tells a time that cannot be
     * @param environment may have settings of the user's own
     * @throws IllegalArgumentException when no such sender is known
     */
    static Entrance of(String sender, Clock clock, Map<String, String> environment) {
        if (!NAMES.contains(sender)) {
            throw new IllegalArgumentException(
                    "SENDER: \"%s\" is unknown; use one of %s"
                            .formatted(sender, String.join(", ", NAMES)));
        }
        Config config = Settings.of(environment);
        CloudEventCodec codec = new CloudEventCodec(clock, config);
        return switch (sender) {
            case KAFKA -> EventEntrance.kafka(codec);
            case CLOUD_EVENT -> EventEntrance.http(codec);
            default ->
                    new WebhookEntrance(
                            sender, WebhookReader.of(config, new CloudEventWriter(), codec), clock);
        };
    }
}
