package dev.tidegate.sandbox;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands in for a Knative Service of at most one pod: a process that is started by the first
 * request, which waits for it, and ended when no request has come for a while.
 */
public final class FunctionPod implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;

    private final String name;
    private final Supplier<Artifact> start;
    private final Duration idle;
    private final Consumer<String> tell;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService autoscaler =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("autoscaler").factory());
    private @Nullable Artifact process;
    private long startNanos;
    private boolean cold;
    private int inFlight;
    private long lastNanos;
    private volatile boolean closed;

    /**
     * A function that does not run yet.
     *
     * @param idle how long it stays without a request
     * @param tell told of each start and end, as a sentence for a person
     */
    FunctionPod(String name, Supplier<Artifact> start, Duration idle, Consumer<String> tell) {
        this.name = name;
        this.start = start;
        this.idle = idle;
        this.tell = tell;
        var _ =
                autoscaler.scheduleWithFixedDelay(
                        this::scale, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Posts one event, from cold if need be.
     *
     * @throws IOException when the process ended meanwhile, or did not answer in time
     */
    public HttpResponse<byte[]> post(Map<String, String> headers, byte[] body, Duration timeout)
            throws IOException, InterruptedException {
        Artifact target = claimed();
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(target.url().resolve("/"))
                            .timeout(timeout)
                            .POST(BodyPublishers.ofByteArray(body));
            headers.forEach(request::setHeader);
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answered();
            return answer;
        } finally {
            released();
        }
    }

    private synchronized Artifact claimed() {
        Artifact running = process;
        if (closed) {
            throw new IllegalStateException("function " + name + " is closed");
        }
        if (running == null || !running.alive()) {
            startNanos = System.nanoTime();
            running = start.get();
            process = running;
            cold = true;
            running.awaitListening();
        }
        inFlight++;
        return running;
    }

    private synchronized void answered() {
        if (cold) {
            cold = false;
            tell.accept(
                    "function %s: first event answered %.0f ms after its cold start"
                            .formatted(name, (System.nanoTime() - startNanos) / 1e6));
        }
    }

    private synchronized void released() {
        inFlight--;
        lastNanos = System.nanoTime();
    }

    private synchronized void scale() {
        if (process != null && inFlight == 0 && System.nanoTime() - lastNanos > idle.toNanos()) {
            process.close();
            process = null;
            tell.accept("function %s: ended, idle for %d s".formatted(name, idle.toSeconds()));
        }
    }

    /** Whether a process runs for it now. */
    public synchronized boolean running() {
        return process != null && process.alive();
    }

    /** {@code kill -9} of its process, if there is one. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Ends its process; none is started after that. */
    @Override
    public synchronized void close() {
        closed = true;
        autoscaler.shutdownNow();
        if (process != null) {
            process.close();
        }
    }
}
