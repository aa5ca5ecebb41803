package dev.tidegate.adapter.webhook;

import dev.tidegate.adapter.webhook.Reading.Broken;
import dev.tidegate.adapter.webhook.Reading.Heartbeat;
import dev.tidegate.adapter.webhook.Reading.LeftOut;
import dev.tidegate.adapter.webhook.Reading.Made;
import dev.tidegate.controller.Governance;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Watchdog;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denials;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.EventPublisher;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes what a delivery tells. When Kafka is away in the middle, the sender is asked to send
 * the whole again: what was published already has the same id then, and changes nothing.
 */
@ApplicationScoped
class Reception {

    private static final Logger LOG = Logger.getLogger(Reception.class);

    private final WebhookReader reader;
    private final EventPublisher publisher;
    private final Access access;
    private final Denials denials;
    private final Watchdog watchdog;
    private final Ungoverned ungoverned;
    private final String home;

    /**
     * Publishes, and hears the watchdog.
     *
     * @param home Tidegate's own namespace: who may alert there may say that alerts come, which
     *     concerns all namespaces
     */
    Reception(
            WebhookReader reader,
            EventPublisher publisher,
            Access access,
            Denials denials,
            Watchdog watchdog,
            Governance policies,
            @ConfigProperty(name = "tidegate.lease.namespace") String home) {
        this.reader = reader;
        this.publisher = publisher;
        this.access = access;
        this.denials = denials;
        this.watchdog = watchdog;
        this.ungoverned = new Ungoverned(policies);
        this.home = home;
    }

    /**
     * Publishes what the caller may tell. What they may not is left out, because Alertmanager does
     * not repeat a group that was refused; when they may tell nothing of it, all is refused. What
     * no policy governs is no fault of the sender, which tells of everything it does: GitLab
     * disables a webhook that is refused four times.
     *
     * @throws Denied when nothing is left, or nobody can be asked
     */
    ReceptionResult take(Sender sender, Caller caller, WebhookRequest delivery) {
        List<Reading> read = reader.read(sender, delivery);
        Map<Reading, Denied> forbidden = forbidden(caller, read);
        // of whom else they may not speak, only the tool itself may learn whether it is governed
        boolean trusted = caller.anybody() || caller.equals(Caller.webhook(sender.name()));
        List<Reading> readings =
                read.stream()
                        .map(each -> ungoverned.without(each, forbidden.containsKey(each), trusted))
                        .toList();
        List<WebhookAnswer.Published> published = new ArrayList<>();
        List<WebhookAnswer.LeftOut> leftOut = new ArrayList<>();
        List<Denied> denied = new ArrayList<>();
        for (Reading reading : readings) {
            Denied no = forbidden.get(reading);
            if (no != null) {
                leftOut.add(new WebhookAnswer.LeftOut("event", no.detail()));
                denied.add(no);
                continue;
            }
            switch (reading) {
                case Made(RolloutEvent event) -> {
                    BinaryEvent written = reader.write(sender.name(), event);
                    Optional<ReceptionResult> trouble = publish(event, written);
                    if (trouble.isPresent()) {
                        return trouble.get();
                    }
                    published.add(
                            new WebhookAnswer.Published(
                                    event.id(),
                                    publisher.topic(written.topic(), event.service()),
                                    event.service().toString()));
                }
                case Heartbeat heartbeat -> {
                    watchdog.heard();
                    LeftOut told = heartbeat.leftOut();
                    leftOut.add(new WebhookAnswer.LeftOut(told.what(), told.why()));
                }
                case LeftOut(String what, String why) -> {
                    LOG.debugf("webhook of %s: left out %s: %s", sender.name(), what, why);
                    leftOut.add(new WebhookAnswer.LeftOut(what, why));
                }
                case Broken broken -> {
                    LOG.warnf("webhook of %s: %s", sender.name(), broken.reason());
                    leftOut.add(new WebhookAnswer.LeftOut(broken.field(), broken.why()));
                }
            }
        }
        if (!denied.isEmpty() && published.isEmpty()) {
            throw denied.getFirst();
        }
        denied.forEach(why -> denials.denied(Entry.WEBHOOKS, why));
        return Reading.refusal(readings)
                .<ReceptionResult>map(ReceptionResult.Refused::new)
                .orElseGet(
                        () -> new ReceptionResult.Accepted(new WebhookAnswer(published, leftOut)));
    }

    /** Asked of all before any is published: when nobody can be asked, none is. */
    private Map<Reading, Denied> forbidden(Caller caller, List<Reading> readings) {
        Map<Reading, Denied> forbidden = new HashMap<>();
        for (Reading reading : readings) {
            right(reading)
                    .flatMap(right -> denial(caller, right))
                    .ifPresent(denied -> forbidden.put(reading, denied));
        }
        return forbidden;
    }

    private Optional<Right> right(Reading reading) {
        return switch (reading) {
            case Made(RolloutEvent event) -> Optional.of(Right.of(event));
            case Heartbeat _ -> Optional.of(new Right(Verb.ALERT, home, ""));
            case LeftOut _, Broken _ -> Optional.empty();
        };
    }

    private Optional<Denied> denial(Caller caller, Right right) {
        try {
            access.require(caller, right);
            return Optional.empty();
        } catch (Denied denied) {
            if (denied.why() != Denied.Why.NO_RIGHT) {
                throw denied;
            }
            return Optional.of(denied);
        }
    }

    private Optional<ReceptionResult> publish(RolloutEvent event, BinaryEvent written) {
        return switch (publisher.publish(
                written.topic(), event.service(), written.attributes(), written.body())) {
            case Result.Done<Boolean> _ -> Optional.empty();
            case Result.Unreachable<Boolean> away ->
                    Optional.of(
                            new ReceptionResult.KafkaAway("Kafka has not taken it: " + away.why()));
            case Result.Conflict<Boolean> conflict ->
                    Optional.of(new ReceptionResult.KafkaAway(conflict.what()));
            case Result.Rejected<Boolean> no ->
                    Optional.of(
                            new ReceptionResult.KafkaRefused(
                                    "Kafka refuses the event: " + no.why()));
        };
    }
}
