package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the webhook of Grafana's alerting: Alertmanager's payload with more in it. What says that
 * nobody looked is left out, because it is neither a fault nor a recovery: the alerts of its own
 * for a query that failed or gave no data, and any alert whose state Grafana set for another reason
 * than a measured value, which it tells in the annotation {@code grafana_state_reason}.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">webhook
 *     notifier</a>
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/stale-alert-instances/">grafana_state_reason</a>
 */
final class GrafanaDecoder implements Decoder {

    private static final String NO_DATA = "the rule found no data: nothing was measured";
    private static final String FAILED = "the rule could not be evaluated: nothing was measured";

    private static final Map<String, String> BLIND =
            Map.of("DatasourceNoData", NO_DATA, "DatasourceError", FAILED);

    /** Why the state is none that was measured; Grafana may give several reasons. */
    private static final Map<String, String> REASONS =
            Map.of(
                    "NoData", NO_DATA,
                    "Error", FAILED,
                    "KeepLast", "the rule keeps its last state: nothing was measured",
                    "MissingSeries", "the series is gone: nothing was measured",
                    "Paused", "the rule was paused: nothing was measured",
                    "Updated", "the rule was changed: nothing was measured",
                    "RuleDeleted", "the rule was deleted: nothing was measured");

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    @Override
    public List<Reading> read(Delivery delivery, Mapping mapping) {
        JsonNode group = delivery.json();
        return AlertReading.group(
                group,
                alert ->
                        unmeasured(alert)
                                .<Reading>map(why -> new Reading.LeftOut(title(alert), why))
                                .orElseGet(
                                        () ->
                                                AlertReading.one(
                                                        alert,
                                                        group,
                                                        mapping,
                                                        delivery.received())));
    }

    private static Optional<String> unmeasured(JsonNode alert) {
        String name = alert.at("/labels/alertname").asText("");
        Stream<String> reasons =
                Stream.of("/annotations", "/labels")
                        .map(place -> alert.at(place + "/grafana_state_reason").asText(""))
                        .flatMap(SEPARATOR::splitAsStream)
                        .flatMap(reason -> Stream.ofNullable(REASONS.get(reason)));
        return Stream.concat(Stream.ofNullable(BLIND.get(name)), reasons).findFirst();
    }

    private static String title(JsonNode alert) {
        String rule = alert.at("/labels/rulename").asText("");
        return "alert %s%s"
                .formatted(
                        alert.at("/labels/alertname").asText("unnamed"),
                        rule.isEmpty() ? "" : " of " + rule);
    }
}
