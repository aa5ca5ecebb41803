package dev.tidegate.message;

import dev.tidegate.core.event.RolloutEvent;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes events as CloudEvents, so that {@link EventCodec} reads the same events back. */
public interface EventWriter {

    /**
     * Writes one event.
     *
     * @param source who tells it: a URI reference such as {@code /webhooks/github}
     * @throws IllegalArgumentException for a timer or an observation: nobody but the controller may
     *     tell one
     */
    Written write(String source, RolloutEvent event);

    /**
     * An event in the binary mode, ready for {@link EventPublisher}.
     *
     * @param topic the topic it belongs to
     * @param data JSON
     */
    record Written(String topic, Map<String, String> attributes, String data) {

        public byte[] body() {
            return data.getBytes(StandardCharsets.UTF_8);
        }
    }
}
