package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.message.Invalid;

import java.util.List;

/**
 * Reads an Argo CD notification. Its body is written by a template, and the template is ours: see
 * {@code src/docs/senders.md}. The application, the revision, the version and the end of the sync
 * say which event it is.
 *
 * @see <a
 *     href="https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/">Argo
 *     CD: webhook</a>
 */
final class ArgocdDecoder implements Decoder {

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        JsonNode sync = delivery.json();
        String what = "application " + sync.path("application").asText();
        String health = sync.path("health").asText("");
        String phase = health.isEmpty() ? text(sync, "phase") : sync.path("phase").asText("");
        if (!phase.equals("Succeeded") || !health.equals("Healthy")) {
            return List.of(
                    new Reading.LeftOut(
                            what,
                            "it is \"%s\" and \"%s\", not Succeeded and Healthy"
                                    .formatted(phase, health)));
        }
        var finished = SenderTimes.read("finishedAt", sync.path("finishedAt"));
        String version = mapping.find(sync, "version").orElse("");
        String id =
                String.join("/", text(sync, "uid"), text(sync, "revision"), version, "" + finished);
        return List.of(mapping.declaration(sync, what, id, finished));
    }

    private static String text(JsonNode sync, String field) {
        String text = sync.path(field).asText("");
        if (text.isEmpty() || text.equals(Mapping.NO_VALUE)) {
            throw new Invalid(field, "is missing; use the template of src/docs/senders.md");
        }
        return text;
    }
}
