package dev.tidegate.sandbox;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.vertx.core.Context;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a cluster's watch into lines: each is one event. */
final class ApiLines implements AsyncBody.Consumer<List<ByteBuffer>> {

    private final Context context;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile Consumer<String> events = event -> {};

    /** Hands the lines over on {@code context}. */
    ApiLines(Context context) {
        this.context = context;
    }

    /** Starts to read; the answer stops it. */
    Runnable into(ApiWatch.Sink frames, AsyncBody body) {
        events = frames::frame;
        var _ = body.done().whenComplete((done, e) -> context.runOnContext(v -> frames.end()));
        body.consume();
        return body::cancel;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    String event = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    context.runOnContext(v -> events.accept(event));
                } else {
                    line.write(next);
                }
            }
        }
        body.consume();
    }
}
