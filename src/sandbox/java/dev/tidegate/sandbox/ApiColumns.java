package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The columns of each kind's table: of ours as their CRDs say, of others what a person needs. */
final class ApiColumns {

    private static final ApiColumn NAME = ApiColumn.at("Name", "string", 0, ".metadata.name");

    private static final Map<String, List<ApiColumn>> OTHERS =
            Map.of(
                    "VirtualService",
                    List.of(
                            text("Gateways", ".spec.gateways"),
                            text("Hosts", ".spec.hosts"),
                            ApiColumn.AGE),
                    "DestinationRule",
                    List.of(text("Host", ".spec.host"), ApiColumn.AGE),
                    "ServiceEntry",
                    List.of(
                            text("Hosts", ".spec.hosts"),
                            text("Location", ".spec.location"),
                            text("Resolution", ".spec.resolution"),
                            ApiColumn.AGE),
                    "Deployment",
                    List.of(
                            ApiColumn.of("Ready", ApiColumns::readyReplicas),
                            number("Up-to-date", ".status.updatedReplicas"),
                            number("Available", ".status.availableReplicas"),
                            ApiColumn.AGE),
                    "Pod",
                    List.of(
                            ApiColumn.of("Ready", ApiColumns::readyContainers),
                            text("Status", ".status.phase"),
                            ApiColumn.AGE),
                    "Service",
                    List.of(
                            text("Type", ".spec.type"),
                            text("Cluster-IP", ".spec.clusterIP"),
                            ApiColumn.of("Port(s)", ApiColumns::ports),
                            ApiColumn.AGE),
                    "Namespace",
                    List.of(text("Status", ".status.phase"), ApiColumn.AGE),
                    "Event",
                    List.of(
                            text("Type", ".type"),
                            text("Reason", ".reason"),
                            ApiColumn.of("Object", ApiColumns::regarding),
                            ApiColumn.of("Message", ApiColumns::message),
                            ApiColumn.AGE));

    private ApiColumns() {}

    static List<ApiColumn> of(ApiKind kind) {
        List<ApiColumn> columns = new ArrayList<>(List.of(NAME));
        columns.addAll(
                ApiDefinition.of(kind)
                        .map(ApiColumns::printed)
                        .orElseGet(() -> OTHERS.getOrDefault(kind.kind(), List.of(ApiColumn.AGE))));
        return columns;
    }

    /** Without columns of its own a CRD has one for the age. */
    private static List<ApiColumn> printed(ApiDefinition definition) {
        List<ApiColumn> columns = new ArrayList<>();
        for (JsonNode column : definition.version().path("additionalPrinterColumns")) {
            columns.add(
                    ApiColumn.at(
                            column.path("name").asText(),
                            column.path("type").asText(),
                            column.path("priority").asInt(),
                            column.path("jsonPath").asText()));
        }
        return columns.isEmpty() ? List.of(ApiColumn.AGE) : columns;
    }

    private static ApiColumn text(String name, String path) {
        return ApiColumn.at(name, "string", 0, path);
    }

    private static ApiColumn number(String name, String path) {
        return ApiColumn.at(name, "integer", 0, path);
    }

    private static String readyReplicas(JsonNode deployment) {
        return "%d/%d"
                .formatted(
                        deployment.at("/status/readyReplicas").asInt(),
                        deployment.at("/spec/replicas").asInt(1));
    }

    private static String readyContainers(JsonNode pod) {
        long ready =
                elements(pod.at("/status/containerStatuses"), s -> s.path("ready").asText())
                        .stream()
                        .filter("true"::equals)
                        .count();
        return ready + "/" + pod.at("/spec/containers").size();
    }

    private static String ports(JsonNode service) {
        return String.join(
                ",",
                elements(
                        service.at("/spec/ports"),
                        p -> p.path("port").asText() + "/" + p.path("protocol").asText("TCP")));
    }

    private static String regarding(JsonNode event) {
        JsonNode object =
                event.has("regarding") ? event.path("regarding") : event.path("involvedObject");
        return "%s/%s"
                .formatted(
                        object.path("kind").asText().toLowerCase(java.util.Locale.ROOT),
                        object.path("name").asText());
    }

    private static String message(JsonNode event) {
        return event.path(event.has("note") ? "note" : "message").asText();
    }

    private static List<String> elements(
            JsonNode list, java.util.function.Function<JsonNode, String> text) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(text)
                .collect(Collectors.toList());
    }
}
