package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.webhook.Reading;
import dev.tidegate.adapter.webhook.WebhookReader;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.CloudEventWriter;
import dev.tidegate.message.Decoded;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import org.eclipse.microprofile.config.Config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What one other tool posts. */
record WebhookDoor(String name, List<Input> corpus) implements Door {

    private static final Instant NOW = Instant.parse("2026-01-31T12:10:00Z");
    private static final Config CONFIG = config();
    private static final CloudEventCodec CODEC = new CloudEventCodec(Clock.systemUTC(), CONFIG);
    private static final WebhookReader READER =
            WebhookReader.of(CONFIG, new CloudEventWriter(), CODEC);

    static List<WebhookDoor> all() {
        return WebhookReader.senders().stream()
                .map(sender -> new WebhookDoor(sender, Examples.webhooks(sender)))
                .toList();
    }

    private static Config config() {
        Path shipped = Path.of("src", "main", "resources", "application.properties");
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(
                            new PropertiesConfigSource(shipped.toUri().toURL(), 100),
                            new PropertiesConfigSource(
                                    Map.of("tidegate.webhooks.github.service", "/repository/name"),
                                    "test",
                                    200))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean wellFormed() {
        return false;
    }

    @Override
    public boolean enter(Input input) {
        List<Reading> readings = READER.read(name, input.byName(), input.body(), NOW);
        assertThat(readings).as("what it became").isNotEmpty();
        long characters = 0;
        for (Reading reading : readings) {
            characters += entered(reading);
        }
        Wording.assertBounded(input, characters);
        return Reading.refusal(readings).isEmpty();
    }

    private long entered(Reading reading) {
        return switch (reading) {
            case Reading.Made(var event) -> {
                BinaryEvent written = READER.write(name, event);
                assertThat(CODEC.decode(written.attributes(), written.body()))
                        .isInstanceOf(Decoded.Event.class);
                yield written.data().length();
            }
            case Reading.LeftOut(String what, String why) -> {
                assertThat(what).isNotBlank();
                Wording.assertReason(why);
                yield what.length() + why.length();
            }
            case Reading.Heartbeat heartbeat -> {
                assertThat(heartbeat.leftOut().what()).isNotBlank();
                yield heartbeat.alert().length();
            }
            case Reading.Broken(String field, String reason, var _) -> {
                assertThat(field).isNotBlank();
                Wording.assertReason(reason);
                yield reason.length();
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
