package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why Grafana set the state of an alert without a measured value: it has a name of Grafana's own,
 * or the annotation {@code grafana_state_reason} says so.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/stale-alert-instances/">grafana_state_reason</a>
 */
final class Unmeasured {

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

    private Unmeasured() {}

    /** Why, for a person; empty when it was measured. */
    static Optional<String> why(JsonNode alert) {
        String name = alert.at("/labels/alertname").asText("");
        Stream<String> reasons =
                Stream.of("/annotations", "/labels")
                        .map(place -> alert.at(place + "/grafana_state_reason").asText(""))
                        .flatMap(SEPARATOR::splitAsStream)
                        .flatMap(reason -> Stream.ofNullable(REASONS.get(reason)));
        return Stream.concat(Stream.ofNullable(BLIND.get(name)), reasons).findFirst();
    }
}
