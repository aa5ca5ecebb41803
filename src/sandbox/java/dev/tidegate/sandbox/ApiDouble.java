package dev.tidegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Answers from objects in memory. */
final class ApiDouble implements ApiBackend {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock = Clock.systemUTC();
    private final ApiStore store = new ApiStore(clock);
    private final ApiRights rights = new ApiRights(store);

    @Override
    public Future<Answer> answer(Optional<ApiCall> call, HttpServerRequest request, Buffer body) {
        try {
            String contentType = String.valueOf(request.getHeader("Content-Type"));
            String path = Objects.requireNonNullElse(request.path(), "/");
            ObjectNode result =
                    call.isPresent()
                            ? result(call.get(), contentType, body)
                            : ApiDiscovery.answer(path)
                                    .or(() -> ApiOpenApi.answer(path))
                                    .orElseThrow(() -> ApiError.of(404));
            boolean read = call.filter(c -> !c.write() && !c.kind().review()).isPresent();
            if (read && ApiTable.isAskedFor(request)) {
                return answered(200, ApiTable.of(call.get(), clock).of(result), Optional.empty());
            }
            boolean create = call.map(ApiCall::verb).filter("create"::equals).isPresent();
            Optional<JsonNode> written =
                    call.filter(ApiCall::write).filter(c -> !c.dryRun()).map(c -> result);
            return answered(create ? 201 : 200, result, written);
        } catch (ApiError e) {
            return answered(e.code, e.status(), Optional.empty());
        } catch (JsonProcessingException | ClassCastException e) {
            ApiError error = new ApiError(400, "BadRequest", "the body is no object: " + e);
            return answered(400, error.status(), Optional.empty());
        }
    }

    private static Future<Answer> answered(int code, ObjectNode body, Optional<JsonNode> written) {
        return Future.succeededFuture(new Answer(code, Buffer.buffer(body.toString()), written));
    }

    private ObjectNode result(ApiCall call, String contentType, Buffer body)
            throws JsonProcessingException {
        if (!call.dryRun()) {
            return performed(call, contentType, body);
        }
        try {
            return store.dryRun(
                    () -> {
                        try {
                            return performed(call, contentType, body);
                        } catch (JsonProcessingException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw (JsonProcessingException) e.getCause();
        }
    }

    private ObjectNode performed(ApiCall call, String contentType, Buffer body)
            throws JsonProcessingException {
        if (call.subresource().equals("scale")) {
            ApiScale scale = new ApiScale(store, call);
            return call.verb().equals("get") ? scale.read() : scale.write(object(body));
        }
        boolean status = call.subresource().equals("status");
        return switch (call.verb()) {
            case "get" -> store.get(call.kind(), call.id());
            case "list" -> list(call);
            case "create" -> create(call, object(body));
            case "update" -> {
                ObjectNode next = object(body);
                ApiChecks.check(call, next);
                yield store.update(call.kind(), call.id(), status, next);
            }
            case "patch" -> {
                ApiPatch.requireOffered(contentType);
                JsonNode patch = JSON.readTree(body.toString());
                ObjectNode old = store.get(call.kind(), call.id());
                ObjectNode next = ApiPatch.apply(contentType, patch, old);
                ApiChecks.check(call, next);
                yield store.update(call.kind(), call.id(), status, next);
            }
            default -> store.delete(call.kind(), call.id());
        };
    }

    private ObjectNode create(ApiCall call, ObjectNode object) {
        if (call.kind().review()) {
            return rights.review(object);
        }
        ApiChecks.check(call, object);
        return call.subresource().equals("token")
                ? rights.token(call.namespace(), call.name(), object)
                : store.create(call.kind(), call.namespace(), object);
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

    @Override
    public void watch(
            ApiCall call,
            HttpServerRequest request,
            Consumer<ApiWatch> opened,
            Consumer<ApiWatch> closed) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        UnaryOperator<ObjectNode> shown =
                ApiTable.isAskedFor(request)
                        ? ApiTable.of(call, clock)::of
                        : UnaryOperator.identity();
        ApiWatch.open(request, sink -> follow(call, shown, context, sink), opened, closed);
    }

    private Runnable follow(
            ApiCall call, UnaryOperator<ObjectNode> shown, Context context, ApiWatch.Sink sink) {
        String since = call.query("resourceVersion");
        Predicate<JsonNode> chosen = ApiSelector.of(call);
        Consumer<ApiStore.Event> each =
                event -> {
                    if (event.kind().equals(call.kind()) && chosen.test(event.object())) {
                        String frame = frame(event.type(), shown.apply(event.object()));
                        context.runOnContext(v -> sink.frame(frame));
                    }
                };
        try {
            long from = since == null || since.isEmpty() ? 0 : Long.parseLong(since);
            return store.watch(call.kind(), from, each);
        } catch (ApiError e) {
            sink.frame(frame("ERROR", e.status()));
            return () -> {};
        }
    }

    private static String frame(String type, ObjectNode object) {
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", type);
        frame.set("object", object);
        return frame.toString();
    }

    @Override
    public ObjectNode put(ApiKind kind, ObjectNode object) {
        JsonNode meta = object.path("metadata");
        String namespace = meta.path("namespace").asText("");
        String id = namespace + "/" + meta.path("name").asText();
        JsonNode status = object.get("status");
        ObjectNode stored =
                store.find(kind, id).isPresent()
                        ? store.update(kind, id, false, object)
                        : store.create(kind, namespace, object);
        if (status == null || !kind.status()) {
            return stored;
        }
        stored.set("status", status);
        return store.update(kind, id, true, stored);
    }

    @Override
    public ObjectNode post(String path, ObjectNode object) {
        ApiCall call =
                ApiCall.parse("POST", path, MultiMap.caseInsensitiveMultiMap()).orElseThrow();
        try {
            return result(call, "application/json", Buffer.buffer(object.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(object + " is no JSON", e);
        }
    }

    @Override
    public Optional<ObjectNode> find(ApiKind kind, String namespace, String name) {
        return store.find(kind, namespace + "/" + name);
    }

    @Override
    public void remove(ApiKind kind, String namespace, String name) {
        store.delete(kind, namespace + "/" + name);
    }

    @Override
    public void close() {
        // the objects go with it
    }
}
