package dev.tidegate.sandbox;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

import java.util.function.Consumer;
import java.util.function.Function;

/** One open watch, over a websocket or a chunked answer. */
final class ApiWatch {

    /** Where the watch's frames go. */
    interface Sink {

        /** Sends one event, as JSON; nothing happens when the client is gone. */
        void frame(String json);

        /** Ends the watch, as the server may at any time. */
        void end();
    }

    private final Runnable close;

    private ApiWatch(Runnable close) {
        this.close = close;
    }

    void close() {
        close.run();
    }

    /**
     * Opens the watch; {@code opened} and {@code closed} are told of it.
     *
     * @param source told where to send its frames, returns what stops it
     */
    static void open(
            HttpServerRequest request,
            Function<Sink, Runnable> source,
            Consumer<ApiWatch> opened,
            Consumer<ApiWatch> closed) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.toWebSocket()
                    .onSuccess(
                            socket -> {
                                ApiWatch watch = new ApiWatch(socket::close);
                                Runnable stop = source.apply(text(socket));
                                socket.closeHandler(v -> ended(watch, stop, closed));
                                opened.accept(watch);
                            });
            return;
        }
        HttpServerResponse response = request.response().setChunked(true);
        response.putHeader("Content-Type", "application/json").writeHead();
        ApiWatch watch = new ApiWatch(() -> request.connection().close());
        Runnable stop = source.apply(chunk(response));
        response.closeHandler(v -> ended(watch, stop, closed));
        opened.accept(watch);
    }

    private static void ended(ApiWatch watch, Runnable stop, Consumer<ApiWatch> closed) {
        stop.run();
        closed.accept(watch);
    }

    private static Sink text(ServerWebSocket socket) {
        return new Sink() {
            @Override
            public void frame(String json) {
                if (!socket.isClosed()) {
                    socket.writeTextMessage(json);
                }
            }

            @Override
            public void end() {
                socket.close();
            }
        };
    }

    private static Sink chunk(HttpServerResponse response) {
        return new Sink() {
            @Override
            public void frame(String json) {
                if (!response.closed()) {
                    response.write(json + "\n");
                }
            }

            @Override
            public void end() {
                if (!response.closed()) {
                    response.end();
                }
            }
        };
    }
}
