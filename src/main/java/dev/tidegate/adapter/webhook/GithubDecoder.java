package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Invalid;

import java.util.List;

/**
 * Reads GitHub's {@code deployment} (one was asked for) and {@code deployment_status} (it
 * succeeded) events. The delivery's id is the event's: a redelivery has the same.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment">GitHub:
 *     webhook events and payloads</a>
 */
final class GithubDecoder implements Decoder {

    @Override
    public List<Reading> read(Delivery delivery, Mapping mapping) {
        String event = delivery.required("x-github-event", "deployment_status");
        String id = delivery.required("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        return List.of(
                switch (event) {
                    case "deployment" -> deployment(delivery.json(), "deployment", id, mapping);
                    case "deployment_status" -> status(delivery.json(), id, mapping);
                    default ->
                            new Reading.LeftOut(
                                    "event " + event,
                                    "only deployment and deployment_status are read");
                });
    }

    private static Reading status(ObjectNode payload, String id, Mapping mapping) {
        String state = payload.at("/deployment_status/state").asText("");
        return state.equals("success")
                ? deployment(payload, "deployment_status", id, mapping)
                : new Reading.LeftOut(
                        "deployment " + payload.at("/deployment/id").asText(),
                        "its state is \"%s\", not success".formatted(state));
    }

    private static Reading deployment(
            ObjectNode payload, String subject, String id, Mapping mapping) {
        if (!(payload.path("deployment") instanceof ObjectNode deployment)) {
            throw new Invalid("deployment", "is missing; send GitHub's payload as it is");
        }
        String what = "deployment " + deployment.path("id").asText();
        JsonNode environment = deployment.path("environment");
        if (!mapping.counts(environment)) {
            return new Reading.LeftOut(what, "its environment is " + environment);
        }
        unfold(deployment);
        return mapping.deployment(
                payload,
                what,
                id,
                Times.read(subject + ".created_at", payload.path(subject).path("created_at")));
    }

    /** Whoever made the deployment may have sent its payload as a string with JSON in it. */
    private static void unfold(ObjectNode deployment) {
        String inner = deployment.path("payload").asText("");
        if (inner.startsWith("{")) {
            try {
                deployment.set("payload", Delivery.JSON.readTree(inner));
            } catch (JsonProcessingException e) {
                throw new Invalid(
                        "deployment.payload", "is not JSON (%s)".formatted(e.getOriginalMessage()));
            }
        }
    }
}
