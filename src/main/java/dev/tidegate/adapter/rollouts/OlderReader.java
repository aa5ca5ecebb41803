package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The state of a rollout from the fields of a status without one: it was written by a process of
 * the version before.
 */
final class OlderReader {

    /** An alert's identity among the ids of events, which have a blank: once they were one list. */
    private static final Pattern ALERT = Pattern.compile(".+@\\d{4}-\\d{2}-\\d{2}T[^ ]+Z");

    /** The title of a route, and what stood for more of them than were kept. */
    private static final Pattern LABELS = Pattern.compile(" but \\{(.*)};");

    private static final Pattern ROUTE =
            Pattern.compile(
                    "\\*|.* route (\"[^\"]*\"|without a match|matching (.*]|.*…"
                            + " \\([0-9a-f]{8}\\)))");

    private final Rollout.Identity identity;
    private final ObjectNode state = StateJson.MAPPER.createObjectNode();

    private OlderReader(Rollout.Identity identity) {
        this.identity = identity;
    }

    /**
     * The state.
     *
     * @throws IllegalArgumentException naming the field that is missing or wrong
     */
    static ObjectNode state(Rollout.Identity identity, JsonNode status) {
        return new OlderReader(identity).read(status);
    }

    /** A state as it is written now, of one that may have been written before. */
    static JsonNode renewed(JsonNode state) {
        JsonNode standing = state.path("routes").path("standing");
        if (standing.isMissingNode()) {
            return state;
        }
        ObjectNode renewed = state.deepCopy();
        ((ObjectNode) renewed.get("routes")).set("prior", prior(standing));
        return renewed;
    }

    private ObjectNode read(JsonNode status) {
        state.set("phase", phase(status));
        copy(status, "stable", state, "stable");
        if (!status.path("wanted").isEmpty()) {
            state.putObject("traffic").set("everybody", status.get("wanted"));
        }
        state.put("revision", status.path("revision").asLong());
        state.put("wantedRevision", status.path("wantedRevision").asLong());
        ArrayNode history = state.putArray("history");
        status.path("history").forEach(line -> history.add(move(line)));
        handled(status);
        if (status.has("next")) {
            state.set("next", next(status.get("next")));
        }
        ObjectNode routes = state.putObject("routes");
        copy(status, "host", routes, "host");
        if (status.has("standing")) {
            routes.set("prior", prior(status.get("standing")));
        }
        copy(status, "problem", routes, "problem");
        routes.put("acknowledged", status.path("acknowledgedRevision").asLong());
        ObjectNode pods = state.putObject("pods");
        copy(status, "podsGoneSince", pods, "noneSince");
        if (kind(status) != PhaseKind.PENDING && status.path("blockers").has(0)) {
            pods.set("waits", status.path("blockers").get(0));
        }
        state.set("refusals", status.has("refusals") ? status.get("refusals") : array());
        return state;
    }

    /** Once titles of routes and problems were one list. */
    private static JsonNode prior(JsonNode standing) {
        ObjectNode prior = StateJson.MAPPER.createObjectNode();
        ArrayNode routes = prior.putArray("routes");
        ArrayNode problems = prior.putArray("problems");
        standing.forEach(
                text -> {
                    if (ROUTE.matcher(text.asText()).matches()) {
                        routes.add(text);
                    } else {
                        // the labels of a subset once stood in braces
                        problems.add(LABELS.matcher(text.asText()).replaceFirst(" but $1;"));
                    }
                });
        return prior;
    }

    private static ObjectNode phase(JsonNode status) {
        PhaseKind kind = kind(status);
        ObjectNode phase = StateJson.MAPPER.createObjectNode();
        phase.put("kind", kind.title()).set("since", required(status, "since"));
        switch (kind) {
            case PENDING -> pending(status, phase);
            case PREPARING ->
                    phase.put("step", status.path("stepIndex").asInt())
                            .set("until", required(status, "due"));
            case PROGRESSING -> {
                phase.set("step", required(status, "stepIndex"));
                phase.set("until", required(status, "due"));
            }
            case BAKING -> phase.set("until", required(status, "due"));
            case PAUSED ->
                    phase.put("declared", status.path("declared").asBoolean())
                            .put("reason", status.path("reason").asText())
                            .set("interrupted", phase(required(status, "interrupted")));
            case ROLLING_BACK, ROLLED_BACK -> phase.put("cause", status.path("reason").asText());
            case SUPERSEDED -> phase.put("by", status.path("reason").asText());
            case FAILED -> phase.put("reason", status.path("reason").asText());
            case SUCCEEDED -> {}
        }
        return phase;
    }

    /** That the gates were skipped was told among what it waits for. */
    private static void pending(JsonNode status, ObjectNode phase) {
        phase.set("deadline", required(status, "due"));
        phase.put("skipped", false);
        ArrayNode blockers = phase.putArray("blockers");
        for (JsonNode blocker : status.path("blockers")) {
            if (blocker.asText().equals(Phase.Pending.SKIPPED)) {
                phase.put("skipped", true);
            } else {
                blockers.add(blocker);
            }
        }
    }

    /** Once the id of what followed from an event was that event's with {@code +reviews-3/2}. */
    private ObjectNode move(JsonNode line) {
        ObjectNode move = line.deepCopy();
        String origin = "\\+" + Pattern.quote(identity.name()) + "/\\d.*";
        move.remove("event");
        return move.put("eventId", line.path("event").asText().replaceFirst(origin, ""));
    }

    private ObjectNode next(JsonNode fields) {
        String version = required(fields, "version").asText();
        ObjectNode next = StateJson.MAPPER.createObjectNode();
        next.set("service", StateJson.MAPPER.valueToTree(identity.deploy().service()));
        next.put("version", version).put("declared", false);
        next.put("cause", fields.path("cause").asText("deployment of " + version));
        copy(fields, "id", next, "id");
        copy(fields, "time", next, "time");
        copy(fields, "initiator", next, "initiator");
        copy(fields, "leaves", next, "leaves");
        RecordPosition.parse(fields.path("record").asText())
                .ifPresent(place -> next.set("place", StateJson.MAPPER.valueToTree(place)));
        return next;
    }

    private void handled(JsonNode status) {
        JsonNode ids = status.path("handled");
        JsonNode times = status.path("handledTimes");
        boolean timed = times.size() == ids.size();
        ObjectNode handled = state.putObject("handled");
        ArrayNode events = handled.putArray("events");
        ArrayNode alerts = handled.putArray("alerts");
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i).asText();
            events.addObject()
                    .put("id", id)
                    .put("time", timed ? times.get(i).asText() : Instant.EPOCH.toString());
            if (!timed && ALERT.matcher(id).matches()) {
                alerts.add(id);
            }
        }
        status.path("handledAlerts").forEach(alerts::add);
        copy(status, "handledUntil", handled, "forgotten");
    }

    private static PhaseKind kind(JsonNode status) {
        String phase = required(status, "phase").asText();
        return PhaseKind.of(phase)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "status.phase: \"%s\" is unknown".formatted(phase)));
    }

    private static JsonNode required(JsonNode status, String field) {
        if (!status.hasNonNull(field)) {
            throw new IllegalArgumentException("status." + field + ": is missing");
        }
        return status.get(field);
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        if (from.hasNonNull(field)) {
            to.set(name, from.get(field));
        }
    }

    private static ArrayNode array() {
        return StateJson.MAPPER.createArrayNode();
    }
}
