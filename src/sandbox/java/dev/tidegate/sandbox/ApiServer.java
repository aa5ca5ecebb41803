package dev.tidegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.client.Config;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A Kubernetes API server for tests, as a server of its own, which fails when it is told to and
 * remembers what was written. What answers is a double, or a cluster behind it. The double holds
 * objects of the kinds of {@link ApiKind} in memory, with optimistic writes, status subresources
 * and watches, as kubectl needs them: discovery, tables, dry runs, and the schemas of our kinds for
 * who asks for validation. It knows no other schemas, no admission and no server-side apply, and
 * asks nobody who they are: but it reviews tokens and rights as a server with RBAC does.
 */
public final class ApiServer implements AutoCloseable {

    /** The user agent of the sandbox's own clients: their calls are none of the product's. */
    public static final String SANDBOX = "sandbox";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An acknowledged write.
     *
     * @param verb create, update, patch or delete
     * @param arrived {@link System#nanoTime()} when the request came
     * @param nanos the same of the acknowledgement
     * @param object as it is after the write
     */
    public record Write(
            String verb,
            String kind,
            String namespace,
            String name,
            long arrived,
            long nanos,
            JsonNode object) {}

    /**
     * What a request asks for, in the words of RBAC.
     *
     * @param group API group, empty for the core
     * @param resource plural, with a subresource after a slash
     * @param namespace empty for all namespaces
     */
    public record Call(String verb, String group, String resource, String namespace) {}

    private final Vertx vertx;
    private final int port;
    private final ApiBackend backend;
    private final ApiFaults faults = new ApiFaults();
    private final ApiWrites writes = new ApiWrites();
    private final ApiHandler handler;

    private ApiServer(int wanted, ApiBackend backend) {
        this.backend = backend;
        handler = new ApiHandler(backend, faults, writes);
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

    /** Starts a double on {@code port}; 0 takes a free one. */
    public static ApiServer start(int port) {
        return new ApiServer(port, new ApiDouble());
    }

    /**
     * Starts a server that passes requests on to a cluster.
     *
     * @param cluster address and credentials of somebody who may do everything there
     * @param user whom the requests are made as; {@link #put}, {@link #get} and {@link #delete} are
     *     made with the cluster's credentials
     */
    public static ApiServer inFrontOf(Config cluster, String user) {
        return new ApiServer(0, new ApiForward(cluster, user));
    }

    /**
     * One more address of the same objects, with faults, watches and recorded writes of its own: so
     * each client can have its own.
     */
    public ApiServer door() {
        return new ApiServer(0, backend);
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
            return backend.put(kind(object.path("kind").asText()), object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A new token of a service account that is there, meant for one audience. */
    public String token(String namespace, String account, String audience) {
        ObjectNode request =
                JSON.createObjectNode()
                        .put("apiVersion", "authentication.k8s.io/v1")
                        .put("kind", "TokenRequest");
        request.withObject("/spec").putArray("audiences").add(audience);
        String path =
                "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(namespace, account);
        return backend.post(path, request).at("/status/token").asText();
    }

    /** The object, if there is one. */
    public Optional<ObjectNode> get(String kind, String namespace, String name) {
        return backend.find(kind(kind), namespace, name);
    }

    /** Deletes the object, as a person would with kubectl. */
    public void delete(String kind, String namespace, String name) {
        backend.remove(kind(kind), namespace, name);
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

    /** Cuts the connections of the next {@code times} requests, which are not done. */
    public void reset(String verb, String kind, int times) {
        faults.add(verb, kind, times, new ApiFaults.Fault.Reset());
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

    /** The different calls of the product so far, refused ones included. */
    public Set<Call> calls() {
        return handler.calls();
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
        backend.close();
    }

    private static ApiKind kind(String name) {
        return ApiKind.ALL.stream()
                .filter(k -> k.kind().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("kind: " + name + " is not served"));
    }
}
