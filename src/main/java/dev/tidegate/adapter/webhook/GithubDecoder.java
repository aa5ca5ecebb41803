package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.message.Invalid;

import java.util.List;

/**
 * Reads GitHub's {@code deployment} (one was asked for) and {@code deployment_status} (it
 * succeeded) events. Only the body is signed: who an event is stands there, and a header that says
 * other than the body is refused. What git and CI call the short SHA is added as {@code
 * deployment.short_sha}: the first seven digits of the commit.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment">GitHub:
 *     webhook events and payloads</a>
 */
final class GithubDecoder implements Decoder {

    private static final int SHORT_SHA = 7;

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        String event = delivery.required("x-github-event", "deployment_status");
        return List.of(
                switch (event) {
                    case "deployment" -> asked(delivery.json(), mapping);
                    case "deployment_status" -> status(delivery.json(), mapping);
                    default ->
                            new Reading.LeftOut(
                                    "event " + event,
                                    "only deployment and deployment_status are read");
                });
    }

    private static Reading asked(ObjectNode payload, Mapping mapping) {
        // others have a deployment too: deployment_protection_rule (requested), workflow_job
        // (queued ...)
        String action = payload.path("action").asText("created");
        if (payload.has("deployment_status") || !action.equals("created")) {
            throw new Invalid(
                    "x-github-event",
                    "is deployment, and the body is of another event; send both as GitHub does");
        }
        return deployment(payload, "deployment", "", mapping);
    }

    private static Reading status(ObjectNode payload, Mapping mapping) {
        String state = payload.at("/deployment_status/state").asText("");
        return state.equals("success")
                ? deployment(
                        payload,
                        "deployment_status",
                        "/status/" + number(payload, "deployment_status"),
                        mapping)
                : new Reading.LeftOut(
                        "deployment " + payload.at("/deployment/id").asText(),
                        "its state is \"%s\", not success".formatted(state));
    }

    private static Reading deployment(
            ObjectNode payload, String subject, String suffix, Mapping mapping) {
        if (!(payload.path("deployment") instanceof ObjectNode deployment)) {
            throw new Invalid("deployment", "is missing; send GitHub's payload as it is");
        }
        String number = number(payload, "deployment");
        String what = "deployment " + number;
        JsonNode environment = deployment.path("environment");
        if (!mapping.counts(environment)) {
            return new Reading.LeftOut(what, mapping.uncounted(environment));
        }
        unfold(deployment);
        addShortSha(deployment);
        return mapping.deployment(
                payload,
                what,
                "deployment/" + number + suffix,
                () ->
                        SenderTimes.read(
                                subject + ".created_at", payload.path(subject).path("created_at")));
    }

    /** GitHub's number of the deployment or the status: the same in each copy of a delivery. */
    private static String number(ObjectNode payload, String subject) {
        String number = payload.path(subject).path("id").asText("");
        if (number.isEmpty()) {
            throw new Invalid(subject + ".id", "is missing; send GitHub's payload as it is");
        }
        return number;
    }

    private static void addShortSha(ObjectNode deployment) {
        String sha = deployment.path("sha").asText("");
        if (sha.length() >= SHORT_SHA) {
            deployment.put("short_sha", sha.substring(0, SHORT_SHA));
        }
    }

    /** Whoever made the deployment may have sent its payload as a string with JSON in it. */
    private static void unfold(ObjectNode deployment) {
        String inner = deployment.path("payload").asText("");
        if (inner.startsWith("{")) {
            try {
                deployment.set("payload", WebhookRequest.JSON.readTree(inner));
            } catch (StreamConstraintsException e) {
                throw new Invalid("deployment.payload", WebhookRequest.TOO_MUCH);
            } catch (JsonProcessingException e) {
                throw new Invalid(
                        "deployment.payload",
                        "is not JSON (cannot be read at column %d); write an object, or a text with JSON in it"
                                .formatted(e.getLocation().getColumnNr()));
            }
        }
    }
}
