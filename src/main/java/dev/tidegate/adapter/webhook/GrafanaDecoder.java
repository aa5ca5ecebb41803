package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/**
 * Reads the webhook of Grafana's alerting: Alertmanager's payload with more in it. What says that
 * nobody looked is left out, because it is neither a fault nor a recovery: the alerts of its own
 * for a query that failed or gave no data, and any alert whose state Grafana set for another reason
 * than a measured value ({@link Unmeasured}).
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">webhook
 *     notifier</a>
 */
final class GrafanaDecoder implements Decoder {

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        JsonNode group = delivery.json();
        return AlertGroupReader.group(
                group,
                mapping,
                alert ->
                        Unmeasured.why(alert)
                                .<Reading>map(why -> new Reading.LeftOut(title(alert), why))
                                .orElseGet(
                                        () ->
                                                AlertGroupReader.one(
                                                        alert,
                                                        group,
                                                        mapping,
                                                        delivery.received())));
    }

    private static String title(JsonNode alert) {
        String rule = alert.at("/labels/rulename").asText("");
        return "alert %s%s"
                .formatted(
                        alert.at("/labels/alertname").asText("unnamed"),
                        rule.isEmpty() ? "" : " of " + rule);
    }
}
