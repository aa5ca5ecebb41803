package dev.tidegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A double of the Kubernetes API server as a server of its own: objects of the kinds of {@link
 * ApiKind} in memory, with optimistic writes, status subresources and watches. It knows no schemas,
 * no admission, no server-side apply and no rights.
 */
public final class ApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An acknowledged write.
     *
     * @param verb create, update, patch or delete
     * @param nanos {@link System#nanoTime()} of the acknowledgement
     * @param object as it is after the write
     */
    public record Write(
            String verb, String kind, String namespace, String name, long nanos, JsonNode object) {}

    private final Vertx vertx;
    private final int port;
    private final ApiStore store = new ApiStore(Clock.systemUTC());
    private final ApiFaults faults = new ApiFaults();
    private final ApiWrites writes = new ApiWrites();
    private final ApiHandler handler = new ApiHandler(store, faults, writes);

    private ApiServer(int wanted) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        try {
            port =
                    vertx.createHttpServer(
                                    new HttpServerOptions()
                                            .setHost("127.0.0.1")
                                            .setMaxWebSocketFrameSize(4 << 20)
                                            .setMaxHeaderSize(64 << 10))
                            .requestHandler(handler)
                            .listen(wanted)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()
                            .actualPort();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException(
                    "port " + wanted + ": the API server cannot listen: " + e.getCause(), e);
        }
    }

    /** Starts a server on {@code port}; 0 takes a free one. */
    public static ApiServer start(int port) {
        return new ApiServer(port);
    }

    public int port() {
        return port;
    }

    /** Address for a Kubernetes client. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Creates or replaces an object given as JSON, as a person would with kubectl, status included.
     */
    public ObjectNode put(String json) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(json);
            ApiKind kind = kind(object.path("kind").asText());
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
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The object, if there is one. */
    public Optional<ObjectNode> get(String kind, String namespace, String name) {
        return store.find(kind(kind), namespace + "/" + name);
    }

    /** Deletes the object, as a person would with kubectl. */
    public void delete(String kind, String namespace, String name) {
        store.delete(kind(kind), namespace + "/" + name);
    }

    /**
     * Answers the next {@code times} requests with {@code status}; {@code *} is any verb or kind.
     */
    public void fail(String verb, String kind, int times, int status) {
        faults.add(verb, kind, times, new ApiFaults.Fault.Answer(status));
    }

    /** Delays the next {@code times} requests. */
    public void delay(String verb, String kind, int times, Duration by) {
        faults.add(verb, kind, times, new ApiFaults.Fault.Delay(by));
    }

    /** Does the next {@code times} requests but never answers them. */
    public void loseAnswers(String verb, String kind, int times) {
        faults.add(verb, kind, times, new ApiFaults.Fault.LostAnswer());
    }

    /** Neither does nor answers the next {@code times} requests. */
    public void hang(String verb, String kind, int times) {
        faults.add(verb, kind, times, new ApiFaults.Fault.Silence());
    }

    /** Ends all faults that were asked for. */
    public void heal() {
        faults.clear();
        handler.outage(false);
    }

    /** While on, every connection is cut: requests and watches. */
    public void outage(boolean on) {
        handler.outage(on);
    }

    /** Cuts the watches; clients open them again. */
    public void cutWatches() {
        handler.cutWatches();
    }

    /** The acknowledged writes of a kind, oldest first. */
    public List<Write> writes(String kind) {
        return writes.of(kind);
    }

    /** Tells {@code listener} of each write from now on, before it is answered. */
    public void onWrite(Consumer<Write> listener) {
        writes.listen(listener);
    }

    /** Forgets the writes recorded so far. */
    public void forgetWrites() {
        writes.clear();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static ApiKind kind(String name) {
        return ApiKind.ALL.stream()
                .filter(k -> k.kind().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("kind: " + name + " is not served"));
    }
}
