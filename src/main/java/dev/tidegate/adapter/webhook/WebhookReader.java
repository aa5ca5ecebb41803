package dev.tidegate.adapter.webhook;

import dev.tidegate.adapter.webhook.Reading.Broken;
import dev.tidegate.adapter.webhook.Reading.Made;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.CloudEventWriter;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.Invalid;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what other tools send, for whoever publishes it and for whoever only looks. It asks for no
 * signature.
 */
@ApplicationScoped
public class WebhookReader {

    /** The most bytes of a payload. */
    public static final int MOST_BYTES = BodyLimit.WEBHOOKS.bytes();

    private final Webhooks webhooks;
    private final CloudEventWriter writer;
    private final CloudEventCodec codec;

    WebhookReader(Webhooks webhooks, CloudEventWriter writer, CloudEventCodec codec) {
        this.webhooks = webhooks;
        this.writer = writer;
        this.codec = codec;
    }

    /**
     * A reader outside of the server.
     *
     * @throws IllegalStateException when the server would not start with this configuration either
     */
    public static WebhookReader of(Config config, CloudEventWriter writer, CloudEventCodec codec) {
        return new WebhookReader(new Webhooks(config), writer, codec);
    }

    /** The names of the senders: each is the end of a path, {@code /webhooks/<sender>}. */
    public static List<String> senders() {
        return Sender.ALL.stream().map(Sender::name).toList();
    }

    /**
     * Reads a payload.
     *
     * @param sender one of {@link #senders}
     * @param headers as they were sent
     * @param received when it came
     * @return at least one
     */
    public List<Reading> read(
            String sender, Map<String, List<String>> headers, byte[] body, Instant received) {
        return read(
                Sender.named(sender).orElseThrow(),
                new WebhookRequest(WebhookRequest.headers(headers), body, received));
    }

    /** Reads, and looks whether those who read the topics will be able to read each event. */
    List<Reading> read(Sender sender, WebhookRequest delivery) {
        try {
            return sender.decoder().read(delivery, webhooks.mapping(sender)).stream()
                    .map(reading -> reading instanceof Made made ? checked(sender, made) : reading)
                    .toList();
        } catch (Invalid e) {
            return List.of(Broken.of(e, Optional.empty()));
        }
    }

    /** What is made of a sender's payload, as it lies on its topic. */
    public BinaryEvent write(String sender, RolloutEvent event) {
        return writer.write("/webhooks/" + sender, event);
    }

    private Reading checked(Sender sender, Made made) {
        BinaryEvent written = write(sender.name(), made.event());
        return codec.decode(written.attributes(), written.body()) instanceof Decoded.Poison poison
                ? new Broken(poison.field(), poison.reason(), Optional.of(made.event().service()))
                : made;
    }
}
