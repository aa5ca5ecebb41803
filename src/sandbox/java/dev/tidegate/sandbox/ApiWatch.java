package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

import java.util.function.Consumer;
import java.util.function.Predicate;

/** One open watch, over a websocket or a chunked answer. */
final class ApiWatch {

    private final Runnable close;

    private ApiWatch(Runnable close) {
        this.close = close;
    }

    void close() {
        close.run();
    }

    /** Opens the watch; {@code opened} and {@code closed} are told of it. */
    static void open(
            ApiStore store,
            ApiCall call,
            HttpServerRequest request,
            Context context,
            Consumer<ApiWatch> opened,
            Consumer<ApiWatch> closed) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.toWebSocket()
                    .onSuccess(
                            socket -> {
                                ApiWatch watch = new ApiWatch(socket::close);
                                Runnable stop = follow(store, call, context, text(socket));
                                socket.closeHandler(v -> ended(watch, stop, closed));
                                opened.accept(watch);
                            });
            return;
        }
        HttpServerResponse response = request.response().setChunked(true);
        response.putHeader("Content-Type", "application/json").writeHead();
        ApiWatch watch = new ApiWatch(() -> request.connection().close());
        Runnable stop = follow(store, call, context, chunk(response));
        response.closeHandler(v -> ended(watch, stop, closed));
        opened.accept(watch);
    }

    private static void ended(ApiWatch watch, Runnable stop, Consumer<ApiWatch> closed) {
        stop.run();
        closed.accept(watch);
    }

    private static Consumer<String> text(ServerWebSocket socket) {
        return frame -> {
            if (!socket.isClosed()) {
                socket.writeTextMessage(frame);
            }
        };
    }

    private static Consumer<String> chunk(HttpServerResponse response) {
        return frame -> {
            if (!response.closed()) {
                response.write(frame + "\n");
            }
        };
    }

    private static Runnable follow(
            ApiStore store, ApiCall call, Context context, Consumer<String> frames) {
        String since = call.query("resourceVersion");
        Predicate<JsonNode> chosen = ApiSelector.of(call);
        Consumer<ApiStore.Event> each =
                event -> {
                    if (event.kind().equals(call.kind()) && chosen.test(event.object())) {
                        String frame = frame(event.type(), event.object());
                        context.runOnContext(v -> frames.accept(frame));
                    }
                };
        try {
            long from = since == null || since.isEmpty() ? 0 : Long.parseLong(since);
            return store.watch(call.kind(), from, each);
        } catch (ApiError e) {
            frames.accept(frame("ERROR", e.status()));
            return () -> {};
        }
    }

    private static String frame(String type, ObjectNode object) {
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", type);
        frame.set("object", object);
        return frame.toString();
    }
}
