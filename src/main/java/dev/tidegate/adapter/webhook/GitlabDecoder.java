package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.message.Invalid;

import java.time.Instant;
import java.util.List;

/**
 * Reads GitLab's deployment events. The project's path, the last part of {@code
 * path_with_namespace}, is added as {@code project.path}: its name is for people.
 *
 * @see <a
 *     href="https://docs.gitlab.com/user/project/integrations/webhook_events/#deployment-events">GitLab:
 *     deployment events</a>
 */
final class GitlabDecoder implements Decoder {

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        ObjectNode payload = delivery.json();
        String kind = payload.path("object_kind").asText("");
        if (!kind.equals("deployment")) {
            String what = kind.isEmpty() ? "event without object_kind" : "event " + kind;
            return List.of(new Reading.LeftOut(what, "only deployment is read"));
        }
        return List.of(deployment(payload, mapping));
    }

    private static Reading deployment(ObjectNode payload, Mapping mapping) {
        String number = payload.path("deployment_id").asText("");
        String what = "deployment " + number;
        String status = payload.path("status").asText("");
        if (!status.equals("success")) {
            return new Reading.LeftOut(what, "its status is \"%s\", not success".formatted(status));
        }
        JsonNode environment = payload.path("environment");
        if (!mapping.counts(environment, payload.path("environment_tier"))) {
            return new Reading.LeftOut(what, mapping.uncounted(environment));
        }
        if (payload.path("project") instanceof ObjectNode project) {
            String path = project.path("path_with_namespace").asText("");
            project.put("path", path.substring(path.lastIndexOf('/') + 1));
        }
        return mapping.deployment(
                payload, what, "deployment/" + number, () -> time(payload, number));
    }

    private static Instant time(ObjectNode payload, String number) {
        if (number.isEmpty()) {
            throw new Invalid("deployment_id", "is missing; GitLab sends one since 13.11");
        }
        return SenderTimes.read("status_changed_at", payload.path("status_changed_at"));
    }
}
