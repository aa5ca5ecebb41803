package dev.tidegate.message;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an event as {@link CloudEventCodec} has understood it, for a person to compare. */
public final class EventEcho {

    private EventEcho() {}

    /**
     * Writes an event as it was understood, with the source and the id that it came with.
     *
     * @param read what the codec made of the message's {@code attributes} and {@code body}
     */
    public static BinaryEvent of(Decoded.Event read, Map<String, String> attributes, byte[] body) {
        RolloutEvent event = read.event();
        String[] sourceAndId = event.id().split(" ", 2);
        return switch (event) {
            case DeployStarted _,
                    AlertFired _,
                    AlertResolved _,
                    Command _,
                    VerdictTold _,
                    Observed _ ->
                    withId(sourceAndId[1], new CloudEventWriter().write(sourceAndId[0], event));
            case StepDue due -> timer(read.topic(), sourceAndId, due, attributes, body);
        };
    }

    private static BinaryEvent withId(String id, BinaryEvent written) {
        Map<String, String> attributes = new LinkedHashMap<>(written.attributes());
        attributes.put("id", id);
        return new BinaryEvent(written.topic(), attributes, written.data());
    }

    /** Its data are as they came: a timer names its rollout, and the event does not. */
    private static BinaryEvent timer(
            String topic,
            String[] sourceAndId,
            StepDue due,
            Map<String, String> attributes,
            byte[] body) {
        EventHead head =
                new EventHead(
                        sourceAndId[1],
                        sourceAndId[0],
                        EventType.STEP_DUE.type(),
                        due.time(),
                        due.service().toString());
        String data = Envelope.open(attributes, body).data().get().toString();
        return new BinaryEvent(topic, head.attributes(), data);
    }
}
