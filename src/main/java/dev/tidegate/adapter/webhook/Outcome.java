package dev.tidegate.adapter.webhook;

import dev.tidegate.adapter.webhook.Reading.Broken;

/** How the taking of a delivery ended. */
sealed interface Outcome {

    record Accepted(Taken taken) implements Outcome {}

    /** Nothing of it could be understood; it is the sender's fault. */
    record Refused(Broken why) implements Outcome {}

    record KafkaAway(String why) implements Outcome {}

    record KafkaRefused(String why) implements Outcome {}
}
