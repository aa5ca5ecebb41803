package dev.tidegate.adapter.webhook;

import dev.tidegate.adapter.webhook.Reading.Broken;
import dev.tidegate.adapter.webhook.Reading.Forbidden;
import dev.tidegate.adapter.webhook.Reading.LeftOut;
import dev.tidegate.adapter.webhook.Reading.Made;
import dev.tidegate.controller.EventCodec;
import dev.tidegate.controller.EventCodec.Decoded;
import dev.tidegate.controller.EventPublisher;
import dev.tidegate.controller.EventWriter;
import dev.tidegate.controller.EventWriter.Written;
import dev.tidegate.controller.Invalid;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Telemetry;
import dev.tidegate.controller.access.Access;
import dev.tidegate.controller.access.Caller;
import dev.tidegate.controller.access.Denied;
import dev.tidegate.controller.access.Entry;
import dev.tidegate.controller.access.Right;
import dev.tidegate.core.event.RolloutEvent;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Publishes what a delivery tells. When Kafka is away in the middle, the sender is asked to send
 * the whole again: what was published already has the same id then, and changes nothing.
 */
@ApplicationScoped
class Reception {

    private static final Logger LOG = Logger.getLogger(Reception.class);

    private final Webhooks webhooks;
    private final EventWriter writer;
    private final EventCodec codec;
    private final EventPublisher publisher;
    private final Access access;
    private final Telemetry telemetry;

    Reception(
            Webhooks webhooks,
            EventWriter writer,
            EventCodec codec,
            EventPublisher publisher,
            Access access,
            Telemetry telemetry) {
        this.access = access;
        this.telemetry = telemetry;
        this.webhooks = webhooks;
        this.writer = writer;
        this.codec = codec;
        this.publisher = publisher;
    }

    /**
     * Publishes what the caller may tell. What they may not is left out, because Alertmanager does
     * not repeat a group that was refused; when they may tell nothing of it, all is refused.
     *
     * @throws Denied when nothing is left, or nobody can be asked
     */
    Outcome take(Sender sender, Caller caller, Delivery delivery) {
        List<Reading> readings =
                read(sender, delivery).stream().map(reading -> asked(caller, reading)).toList();
        List<Taken.Published> published = new ArrayList<>();
        List<Taken.LeftOut> leftOut = new ArrayList<>();
        Optional<Broken> broken = Optional.empty();
        List<Denied> denied = new ArrayList<>();
        for (Reading reading : readings) {
            switch (reading) {
                case Made(RolloutEvent event) -> {
                    Written written = writer.write("/webhooks/" + sender.name(), event);
                    Optional<Outcome> trouble = publish(event, written);
                    if (trouble.isPresent()) {
                        return trouble.get();
                    }
                    published.add(
                            new Taken.Published(
                                    event.id(), written.topic(), event.service().toString()));
                }
                case LeftOut(String what, String why) -> {
                    LOG.debugf("webhook of %s: left out %s: %s", sender.name(), what, why);
                    leftOut.add(new Taken.LeftOut(what, why));
                }
                case Forbidden(Denied why) -> {
                    leftOut.add(new Taken.LeftOut("event", why.detail()));
                    denied.add(why);
                }
                case Broken wrong -> {
                    LOG.warnf("webhook of %s: %s", sender.name(), wrong.reason());
                    leftOut.add(new Taken.LeftOut(wrong.field(), wrong.reason()));
                    broken = broken.or(() -> Optional.of(wrong));
                }
            }
        }
        if (!denied.isEmpty() && published.isEmpty()) {
            throw denied.getFirst();
        }
        denied.forEach(why -> telemetry.denied(Entry.WEBHOOKS, why));
        return broken.isPresent() && published.isEmpty()
                ? new Outcome.Refused(broken.get())
                : new Outcome.Accepted(new Taken(published, leftOut));
    }

    /** Reads, and looks whether those who read the topics will be able to read each event. */
    private List<Reading> read(Sender sender, Delivery delivery) {
        try {
            return sender.decoder().read(delivery, webhooks.mapping(sender)).stream()
                    .map(reading -> reading instanceof Made made ? checked(sender, made) : reading)
                    .toList();
        } catch (Invalid e) {
            return List.of(Broken.of(e));
        }
    }

    private Reading asked(Caller caller, Reading reading) {
        if (reading instanceof Made(RolloutEvent event)) {
            try {
                access.require(caller, Right.of(event));
            } catch (Denied denied) {
                if (denied.why() == Denied.Why.NO_RIGHT) {
                    return new Forbidden(denied);
                }
                throw denied;
            }
        }
        return reading;
    }

    private Reading checked(Sender sender, Made made) {
        Written written = writer.write("/webhooks/" + sender.name(), made.event());
        return codec.decode(written.attributes(), written.body()) instanceof Decoded.Poison poison
                ? new Broken(poison.field(), poison.reason())
                : made;
    }

    private Optional<Outcome> publish(RolloutEvent event, Written written) {
        return switch (publisher.publish(
                written.topic(), event.service(), written.attributes(), written.body())) {
            case Result.Done<Boolean> _ -> Optional.empty();
            case Result.Unreachable<Boolean> away ->
                    Optional.of(new Outcome.KafkaAway("Kafka is away: " + away.why()));
            case Result.Conflict<Boolean> conflict ->
                    Optional.of(new Outcome.KafkaAway(conflict.what()));
            case Result.Rejected<Boolean> no ->
                    Optional.of(new Outcome.KafkaRefused("Kafka refused the event: " + no.why()));
        };
    }
}
