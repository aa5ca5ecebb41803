package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.Invalid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a group of alerts, as Alertmanager and those who are built on it write one. Each alert is
 * an event of its own: its fingerprint, start and status say which. One that is broken does not
 * keep the others back.
 *
 * <p>Of one that names a service only what has no safe reading is an error. What a script may leave
 * out is filled in: the name and the severity by a word, the fingerprint from the labels, the
 * status from the group's, a time by when it came.
 */
final class AlertGroupReader {

    /** Characters of a name that are told on; {@code kafka/schemas/alert.json} says so. */
    private static final int NAME = 253;

    private AlertGroupReader() {}

    /** Reads one alert. */
    interface One {
        Reading read(JsonNode alert);
    }

    /**
     * Reads each alert of a group.
     *
     * @throws Invalid when there is no list of alerts
     */
    static List<Reading> group(JsonNode group, Mapping mapping, One one) {
        JsonNode alerts = group.path("alerts");
        if (!alerts.isArray() && !alerts.isNull()) {
            throw new Invalid("alerts", "is no list of alerts; send the payload of version 4");
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < alerts.size(); i++) {
            try {
                readings.add(one.read(alerts.get(i)));
            } catch (Invalid e) {
                Invalid there =
                        new Invalid(
                                "alerts[%d].%s".formatted(i, e.field()),
                                e.reason().substring(e.field().length() + 2));
                readings.add(Reading.Broken.of(there, mapping.named(alerts.get(i))));
            }
        }
        long truncated = group.path("truncatedAlerts").asLong();
        if (truncated > 0) {
            readings.add(
                    new Reading.LeftOut(
                            truncated + " more alerts", "cut off by the sender's max_alerts"));
        }
        if (readings.isEmpty()) {
            readings.add(new Reading.LeftOut("the group", "has no alerts"));
        }
        return readings;
    }

    /**
     * Reads one alert.
     *
     * @param group what it came in
     * @param received when it came
     * @throws Invalid when it names a service and something else is missing or wrong
     */
    static Reading one(JsonNode alert, JsonNode group, Mapping mapping, Instant received) {
        String name = shortened(mapping.find(alert, "alert").orElse("unnamed"));
        String status = alert.path("status").asText(group.path("status").asText(""));
        if (name.equals(mapping.watchdog())) {
            return status.equalsIgnoreCase("firing")
                    ? new Reading.Heartbeat(name)
                    : new Reading.LeftOut("alert " + name, "is the watchdog, and does not fire");
        }
        if (mapping.find(alert, "service").isEmpty()) {
            return new Reading.LeftOut(
                    "alert " + name, "names no service; " + mapping.lookedAt("service"));
        }
        ServiceKey service = mapping.service(alert);
        Optional<Instant> start = SenderTimes.known("startsAt", alert.path("startsAt"));
        Alert what =
                new Alert(
                        name,
                        mapping.find(alert, "severity").orElse("none"),
                        mapping.find(alert, "version").map(mapping.versions()::of),
                        mapping.find(alert, "workload"),
                        fingerprint(alert),
                        start.orElse(received),
                        Optional.empty());
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "firing" ->
                    new Reading.Made(
                            new AlertFired(
                                    what.identity() + "/fired", service, what.startsAt(), what));
            case "resolved" -> {
                // one without a start is known by when it came, so it ends no sooner
                Instant end =
                        start.flatMap(_ -> SenderTimes.known("endsAt", alert.path("endsAt")))
                                .orElse(received);
                yield new Reading.Made(
                        new AlertResolved(
                                what.identity() + "/resolved", service, end, what.endedAt(end)));
            }
            default ->
                    throw new Invalid(
                            "status", "\"%s\" is none of firing, resolved".formatted(status));
        };
    }

    private static String shortened(String name) {
        return name.length() > NAME ? name.substring(0, NAME - 1) + "…" : name;
    }

    private static String fingerprint(JsonNode alert) {
        String given = alert.path("fingerprint").asText("");
        return given.isBlank() || given.length() > NAME
                ? Fingerprint.of(alert.path("labels"))
                : given;
    }
}
