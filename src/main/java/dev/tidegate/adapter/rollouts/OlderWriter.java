package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of a status from which a process of the version before reads a rollout: for as long as
 * one may take over a live release, they are written beside the state.
 */
final class OlderWriter {

    private OlderWriter() {}

    /** The fields of {@code rollout}, whose state this is. */
    static Map<String, JsonNode> fields(Rollout rollout, ObjectNode state) {
        ObjectNode fields = state.objectNode();
        JsonNode phase = state.path("phase");
        fields.set("stepIndex", phase.get("step"));
        fields.set("declared", phase.get("declared"));
        if (rollout.phase() instanceof Phase.Paused paused) {
            fields.set("interrupted", interrupted(paused.interrupted(), phase.path("interrupted")));
        }
        fields.set("wanted", state.path("traffic").get("everybody"));
        fields.set("wantedRevision", state.get("wantedRevision"));
        fields.set("history", history(state.path("history")));
        JsonNode handled = state.path("handled");
        fields.set("handled", column(handled.path("events"), "id"));
        fields.set("handledTimes", column(handled.path("events"), "time"));
        fields.set("handledUntil", handled.get("forgotten"));
        fields.set("handledAlerts", handled.get("alerts"));
        rollout.next().ifPresent(next -> fields.set("next", next(next)));
        JsonNode routes = state.path("routes");
        fields.set("host", routes.get("host"));
        rollout.routes().prior().ifPresent(prior -> fields.set("standing", standing(prior)));
        fields.set("acknowledgedRevision", routes.get("acknowledged"));
        fields.set("podsGoneSince", state.path("pods").get("noneSince"));
        fields.set("refusals", state.get("refusals"));
        Map<String, JsonNode> all = new TreeMap<>();
        fields.properties().stream()
                .filter(e -> !e.getValue().isNull())
                .forEach(e -> all.put(e.getKey(), e.getValue()));
        return all;
    }

    private static ArrayNode standing(PriorTraffic prior) {
        ArrayNode all = StateJson.MAPPER.createArrayNode();
        prior.routes().forEach(all::add);
        prior.problems().forEach(all::add);
        return all;
    }

    private static ObjectNode interrupted(Phase.Pausable phase, JsonNode state) {
        ObjectNode fields = StateJson.MAPPER.createObjectNode();
        fields.put("phase", phase.title()).set("since", state.get("since"));
        fields.put("due", phase.due().orElseThrow().toString());
        if (state.has("step")) {
            fields.set("stepIndex", state.get("step"));
        }
        if (phase instanceof Phase.Pending pending) {
            pending.waits().forEach(fields.putArray("blockers")::add);
        }
        return fields;
    }

    /** The last of it: all of a long one, twice, would not fit into an object of etcd. */
    private static ArrayNode history(JsonNode moves) {
        ArrayNode lines = StateJson.MAPPER.createArrayNode();
        for (int i = Math.max(0, moves.size() - Rollout.HISTORY); i < moves.size(); i++) {
            ObjectNode line = moves.get(i).deepCopy();
            line.set("event", line.remove("eventId"));
            lines.add(line);
        }
        return lines;
    }

    private static ArrayNode column(JsonNode rows, String field) {
        ArrayNode column = StateJson.MAPPER.createArrayNode();
        rows.forEach(row -> column.add(row.get(field)));
        return column;
    }

    private static ObjectNode next(DeployStarted next) {
        ObjectNode fields = StateJson.MAPPER.valueToTree(EventSpec.of(next));
        return fields.put("version", next.version().name());
    }
}
