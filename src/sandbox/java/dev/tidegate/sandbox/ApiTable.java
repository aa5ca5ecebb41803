package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.http.HttpServerRequest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Objects as a table, for who asks for one as kubectl does.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">Receiving
 *     resources as tables</a>
 */
final class ApiTable {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ApiColumn> columns;
    private final String includeObject;
    private final Clock clock;

    private ApiTable(List<ApiColumn> columns, String includeObject, Clock clock) {
        this.columns = columns;
        this.includeObject = includeObject;
        this.clock = clock;
    }

    /** Whether the first of what the client takes is a table. */
    static boolean isAskedFor(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        String first = accept == null ? "" : accept.split(",", -1)[0];
        return first.contains("as=Table") && first.contains("g=meta.k8s.io");
    }

    static ApiTable of(ApiCall call, Clock clock) {
        String include = call.query("includeObject");
        return new ApiTable(
                ApiColumns.of(call.kind()), include == null ? "Metadata" : include, clock);
    }

    /** A list or a single object as a table. */
    ObjectNode of(ObjectNode answer) {
        JsonNode items = answer.get("items");
        ObjectNode table =
                JSON.objectNode().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.withObject("/metadata")
                .put("resourceVersion", answer.at("/metadata/resourceVersion").asText());
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions.add(column.definition()));
        ArrayNode rows = table.putArray("rows");
        Instant now = clock.instant();
        if (items == null) {
            rows.add(row(answer, now));
        } else {
            items.forEach(item -> rows.add(row(item, now)));
        }
        return table;
    }

    private ObjectNode row(JsonNode object, Instant now) {
        ObjectNode row = JSON.objectNode();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().apply(object, now)));
        switch (includeObject) {
            case "None" -> {
                // the cells alone
            }
            case "Object" -> row.set("object", object);
            default ->
                    row.putObject("object")
                            .put("kind", "PartialObjectMetadata")
                            .put("apiVersion", "meta.k8s.io/v1")
                            .set("metadata", object.path("metadata"));
        }
        return row;
    }
}
