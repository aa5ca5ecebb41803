package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.message.Invalid;

import java.util.List;

/**
 * Reads Alertmanager's webhook of version 4.
 *
 * @see <a
 *     href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
final class AlertmanagerDecoder implements Decoder {

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        JsonNode group = delivery.json();
        String version = group.path("version").asText("4");
        if (!version.equals("4")) {
            throw new Invalid(
                    "version", "\"%s\" is not read; Alertmanager sends 4".formatted(version));
        }
        return AlertGroupReader.group(
                group,
                mapping,
                alert -> AlertGroupReader.one(alert, group, mapping, delivery.received()));
    }
}
