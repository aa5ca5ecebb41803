package dev.tidegate.adapter.knative;

import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.Invalid;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A delivery of Knative read as the functions read it. */
public final class DeliveryReading {

    private DeliveryReading() {}

    /** What comes of it; empty when it is a tick. */
    public static Optional<Decoded> read(
            CloudEventCodec codec, Map<String, List<String>> headers, byte[] body, Instant now) {
        KnativeRequest delivered;
        try {
            delivered = KnativeRequest.of(headers);
        } catch (Invalid e) {
            return Optional.of(new Decoded.Poison(e.field(), e.reason()));
        }
        if (codec.tick(delivered.attributes(), body, now).isPresent()) {
            return Optional.empty();
        }
        Decoded decoded = codec.decode(delivered.attributes(), body);
        return Optional.of(
                decoded instanceof Decoded.Event(var event, String topic)
                        ? new Decoded.Event(delivered.placed(event, now), topic)
                        : decoded);
    }

    /** The attributes that such a delivery is read by. */
    public static Map<String, String> attributes(Map<String, List<String>> headers) {
        return KnativeRequest.of(headers).attributes();
    }
}
