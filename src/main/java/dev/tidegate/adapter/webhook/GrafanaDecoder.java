package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;

/**
 * Reads the webhook of Grafana's alerting: Alertmanager's payload with more in it. Its alerts for a
 * query that failed or gave no data are left out: they say that nobody looked, not that it hurts.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">webhook
 *     notifier</a>
 */
final class GrafanaDecoder implements Decoder {

    private static final Set<String> BLIND = Set.of("DatasourceNoData", "DatasourceError");

    @Override
    public List<Reading> read(Delivery delivery, Mapping mapping) {
        return AlertReading.group(delivery.json(), alert -> one(alert, mapping));
    }

    private static Reading one(JsonNode alert, Mapping mapping) {
        String name = alert.at("/labels/alertname").asText("");
        return BLIND.contains(name)
                ? new Reading.LeftOut(
                        "alert %s of %s".formatted(name, alert.at("/labels/rulename").asText()),
                        "the rule could not be evaluated: nothing was measured")
                : AlertReading.one(alert, mapping);
    }
}
