package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.controller.Invalid;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a group of alerts, as Alertmanager and those who are built on it write one. Each alert is
 * an event of its own: its fingerprint, start and status say which. One that is broken does not
 * keep the others back.
 */
final class AlertReading {

    private AlertReading() {}

    /** Reads one alert. */
    interface One {
        Reading read(JsonNode alert);
    }

    /**
     * Reads each alert of a group.
     *
     * @throws Invalid when there is no list of alerts
     */
    static List<Reading> group(JsonNode group, One one) {
        JsonNode alerts = group.path("alerts");
        if (!alerts.isArray() || alerts.isEmpty()) {
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
                readings.add(Reading.Broken.of(there));
            }
        }
        long truncated = group.path("truncatedAlerts").asLong();
        if (truncated > 0) {
            readings.add(
                    new Reading.LeftOut(
                            truncated + " more alerts", "cut off by the sender's max_alerts"));
        }
        return readings;
    }

    /**
     * Reads one alert.
     *
     * @throws Invalid when it names a service and something else is missing or wrong
     */
    static Reading one(JsonNode alert, Mapping mapping) {
        String name = mapping.require(alert, "alert");
        if (mapping.find(alert, "service").isEmpty()) {
            return new Reading.LeftOut(
                    "alert " + name, "names no service; " + mapping.lookedAt("service"));
        }
        ServiceKey service = mapping.service(alert);
        Optional<String> blamed =
                mapping.find(alert, "version").or(() -> mapping.find(alert, "workload"));
        String fingerprint = alert.path("fingerprint").asText("");
        if (fingerprint.isEmpty()) {
            throw new Invalid("fingerprint", "is missing; Alertmanager sends one since 0.18");
        }
        Instant startsAt = Times.read("startsAt", alert.path("startsAt"));
        Alert what =
                new Alert(name, mapping.require(alert, "severity"), blamed, fingerprint, startsAt);
        String status = alert.path("status").asText("");
        return switch (status) {
            case "firing" ->
                    new Reading.Made(
                            new AlertFired(what.identity() + "/fired", service, startsAt, what));
            case "resolved" ->
                    new Reading.Made(
                            new AlertResolved(
                                    what.identity() + "/resolved",
                                    service,
                                    Times.read("endsAt", alert.path("endsAt")),
                                    what));
            default ->
                    throw new Invalid(
                            "status", "\"%s\" is none of firing, resolved".formatted(status));
        };
    }
}
