package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.message.Invalid;

import java.util.List;

/**
 * Reads Tekton's CloudEvents of pipeline runs that succeeded. Their ids are random, and a restart
 * of Tekton's controller sends an event again, so the run's uid is the event's id.
 *
 * <p>What a mapping looks at is not the payload but {@code results}, {@code params}, {@code labels}
 * and {@code annotations} of the run, each by name.
 *
 * @see <a href="https://tekton.dev/docs/pipelines/events/">Tekton: events</a>
 */
final class TektonDecoder implements Decoder {

    private static final String SUCCESSFUL = "dev.tekton.event.pipelinerun.successful.v1";

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        String type = delivery.required("ce-type", SUCCESSFUL);
        if (!type.equals(SUCCESSFUL)) {
            return List.of(new Reading.LeftOut("event " + type, "only " + SUCCESSFUL + " is read"));
        }
        JsonNode run = delivery.json().path("pipelineRun");
        String uid = run.at("/metadata/uid").asText("");
        if (uid.isEmpty()) {
            throw new Invalid(
                    "pipelineRun.metadata.uid", "is missing; send Tekton's event as it is");
        }
        String what =
                "pipeline run %s/%s"
                        .formatted(
                                run.at("/metadata/namespace").asText(),
                                run.at("/metadata/name").asText());
        return List.of(
                mapping.deployment(
                        view(run),
                        what,
                        "pipelinerun/" + uid,
                        () ->
                                SenderTimes.read(
                                        "pipelineRun.status.completionTime",
                                        run.at("/status/completionTime"))));
    }

    private static ObjectNode view(JsonNode run) {
        JsonNode status = run.path("status");
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.set("labels", run.at("/metadata/labels"));
        view.set("annotations", run.at("/metadata/annotations"));
        view.set("params", byName(run.at("/spec/params")));
        // v1 says results, v1beta1, which Tekton still sends, says pipelineResults
        view.set(
                "results",
                byName(
                        status.has("results")
                                ? status.path("results")
                                : status.path("pipelineResults")));
        return view;
    }

    private static ObjectNode byName(JsonNode list) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        list.forEach(entry -> named.set(entry.path("name").asText(), entry.path("value")));
        return named;
    }
}
