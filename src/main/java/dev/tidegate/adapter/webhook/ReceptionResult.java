package dev.tidegate.adapter.webhook;

import dev.tidegate.adapter.webhook.Reading.Broken;

/** How the reception of one webhook ended. */
sealed interface ReceptionResult {

    record Accepted(WebhookAnswer taken) implements ReceptionResult {}

    /** Nothing of it could be understood; it is the sender's fault. */
    record Refused(Broken why) implements ReceptionResult {}

    record KafkaAway(String why) implements ReceptionResult {}

    record KafkaRefused(String why) implements ReceptionResult {}
}
