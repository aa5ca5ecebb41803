package dev.tidegate.adapter.webhook;

import dev.tidegate.message.Invalid;

import java.util.List;

/** Knows what one tool sends. */
interface Decoder {

    /**
     * Reads a payload.
     *
     * @param mapping where in it to look for the service, its namespace and version
     * @return at least one
     * @throws Invalid when the payload as a whole is not what the tool sends
     */
    List<Reading> read(WebhookRequest delivery, Mapping mapping);
}
