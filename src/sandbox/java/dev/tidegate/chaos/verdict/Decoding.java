package dev.tidegate.chaos.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads what was sent as the product reads it. */
final class Decoding {

    private final CloudEventCodec codec;

    /** Whatever was sent in the run had come by the time that it is read. */
    Decoding(History history) {
        codec =
                new CloudEventCodec(
                        Clock.fixed(history.start().plus(Duration.ofDays(30)), ZoneOffset.UTC));
    }

    /** The event; empty when it is none. */
    Optional<RolloutEvent> event(Entry.Sent sent) {
        return codec.decode(sent.attributes(), sent.body().getBytes(UTF_8))
                        instanceof Decoded.Event event
                ? Optional.of(event.event())
                : Optional.empty();
    }
}
