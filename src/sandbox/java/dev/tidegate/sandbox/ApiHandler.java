package dev.tidegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers the requests to the API server double. */
final class ApiHandler implements Handler<HttpServerRequest> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiStore store;
    private final ApiFaults faults;
    private final ApiWrites writes;
    private final Set<ApiWatch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean outage;

    ApiHandler(ApiStore store, ApiFaults faults, ApiWrites writes) {
        this.store = store;
        this.faults = faults;
        this.writes = writes;
    }

    void outage(boolean on) {
        outage = on;
        if (on) {
            cutWatches();
        }
    }

    void cutWatches() {
        watches.forEach(ApiWatch::close);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (outage) {
            request.connection().close();
            return;
        }
        String path = Objects.requireNonNullElse(request.path(), "/");
        Optional<ApiCall> parsed = ApiCall.parse(request.method().name(), path, request.params());
        if (parsed.isEmpty()) {
            Optional<ObjectNode> discovery = ApiDiscovery.answer(path);
            answer(
                    request,
                    discovery.isPresent() ? 200 : 404,
                    discovery.orElseGet(() -> ApiError.of(404).status()));
            return;
        }
        ApiCall call = parsed.get();
        Optional<ApiFaults.Fault> fault = faults.next(call);
        if (call.verb().equals("watch") && fault.isEmpty()) {
            Context context = Objects.requireNonNull(Vertx.currentContext());
            ApiWatch.open(store, call, request, context, watches::add, watches::remove);
            return;
        }
        request.body().onSuccess(body -> withFault(fault, call, request, body));
    }

    private void withFault(
            Optional<ApiFaults.Fault> fault, ApiCall call, HttpServerRequest request, Buffer body) {
        if (fault.isEmpty()) {
            perform(call, request, body, true);
            return;
        }
        switch (fault.get()) {
            case ApiFaults.Fault.Answer(int status) ->
                    answer(request, status, ApiError.of(status).status());
            case ApiFaults.Fault.Delay(var by) ->
                    Objects.requireNonNull(Vertx.currentContext())
                            .owner()
                            .setTimer(
                                    Math.max(1, by.toMillis()),
                                    t -> perform(call, request, body, true));
            case ApiFaults.Fault.LostAnswer() -> perform(call, request, body, false);
            case ApiFaults.Fault.Silence() -> {
                // the client waits in vain, as asked for
            }
        }
    }

    private void perform(ApiCall call, HttpServerRequest request, Buffer body, boolean tell) {
        int code = call.verb().equals("create") ? 201 : 200;
        ObjectNode result;
        try {
            result = result(call, String.valueOf(request.getHeader("Content-Type")), body);
            if (call.write()) {
                String name = result.path("metadata").path("name").asText();
                writes.add(
                        new ApiServer.Write(
                                call.verb(),
                                call.kind().kind(),
                                call.namespace(),
                                name,
                                System.nanoTime(),
                                result));
            }
        } catch (ApiError e) {
            code = e.code;
            result = e.status();
        } catch (JsonProcessingException | ClassCastException e) {
            code = 400;
            result = new ApiError(400, "BadRequest", "the body is no object: " + e).status();
        }
        if (tell) {
            answer(request, code, result);
        }
    }

    private ObjectNode result(ApiCall call, String contentType, Buffer body)
            throws JsonProcessingException {
        boolean status = call.subresource().equals("status");
        return switch (call.verb()) {
            case "get" -> store.get(call.kind(), call.id());
            case "list" -> list(call);
            case "create" -> store.create(call.kind(), call.namespace(), object(body));
            case "update" -> store.update(call.kind(), call.id(), status, object(body));
            case "patch" -> {
                JsonNode patch = JSON.readTree(body.toString());
                ObjectNode old = store.get(call.kind(), call.id());
                ObjectNode next = ApiPatch.apply(contentType, patch, old);
                yield store.update(call.kind(), call.id(), status, next);
            }
            default -> store.delete(call.kind(), call.id());
        };
    }

    private ObjectNode list(ApiCall call) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        long version = store.list(call.kind(), ApiSelector.of(call), items::add);
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", call.kind().kind() + "List").put("apiVersion", call.kind().apiVersion());
        list.withObject("/metadata").put("resourceVersion", Long.toString(version));
        list.set("items", items);
        return list;
    }

    private static ObjectNode object(Buffer body) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(body.toString());
    }

    private static void answer(HttpServerRequest request, int code, ObjectNode body) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(code)
                    .putHeader("Content-Type", "application/json")
                    .end(body.toString());
        }
    }
}
