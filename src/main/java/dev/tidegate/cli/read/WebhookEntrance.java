package dev.tidegate.cli.read;

import dev.tidegate.adapter.webhook.Reading;
import dev.tidegate.adapter.webhook.Reading.Broken;
import dev.tidegate.adapter.webhook.Reading.Heartbeat;
import dev.tidegate.adapter.webhook.Reading.LeftOut;
import dev.tidegate.adapter.webhook.Reading.Made;
import dev.tidegate.adapter.webhook.WebhookReader;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.message.BinaryEvent;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The webhooks of one sender.
 *
 * @param clock tells when a payload came that does not say when it was sent
 */
record WebhookEntrance(String sender, WebhookReader reader, Clock clock) implements Entrance {

    @Override
    public int mostBytes() {
        return WebhookReader.MOST_BYTES;
    }

    @Override
    public ReadResult read(List<Header> headers, byte[] body) {
        List<Reading> readings = reader.read(sender, Header.byName(headers), body, clock.instant());
        List<BinaryEvent> events = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Reading reading : readings) {
            switch (reading) {
                case Made(RolloutEvent event) -> events.add(reader.write(sender, event));
                case Heartbeat heartbeat -> remarks.add(remark(heartbeat.leftOut()));
                case LeftOut leftOut -> remarks.add(remark(leftOut));
                case Broken(String _, String reason, var _) -> remarks.add("refused: " + reason);
            }
        }
        return new ReadResult(events, remarks, Reading.refusal(readings).isPresent());
    }

    private static String remark(LeftOut leftOut) {
        return "left out: %s: %s".formatted(leftOut.what(), leftOut.why());
    }
}
