package dev.tidegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes what is asked on to a cluster, in the name of a user of it. */
final class ApiForward implements ApiBackend {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 20;

    private final String cluster;
    private final KubernetesClient person;
    private final KubernetesClient user;

    ApiForward(Config config, String name) {
        cluster = config.getMasterUrl().replaceAll("/$", "");
        person = new KubernetesClientBuilder().withConfig(config).build();
        Config impersonating =
                new ConfigBuilder(config)
                        .withImpersonateUsername(name)
                        .withRequestRetryBackoffLimit(0)
                        .build();
        user = new KubernetesClientBuilder().withConfig(impersonating).build();
    }

    @Override
    public Future<Answer> answer(Optional<ApiCall> call, HttpServerRequest request, Buffer body) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        return Future.fromCompletionStage(
                        user.getHttpClient().sendAsync(forwarded(request, body), byte[].class),
                        context)
                .map(answer -> answer(call, answer));
    }

    private HttpRequest forwarded(HttpServerRequest request, Buffer body) {
        String method = request.method().name();
        String contentType = request.getHeader("Content-Type");
        HttpRequest.Builder builder =
                user.getHttpClient()
                        .newHttpRequestBuilder()
                        .uri(cluster + request.uri())
                        .method(
                                method,
                                contentType == null ? "application/json" : contentType,
                                body.length() == 0 ? null : body.toString());
        String accept = request.getHeader("Accept");
        return accept == null ? builder.build() : builder.header("Accept", accept).build();
    }

    private static Answer answer(Optional<ApiCall> call, HttpResponse<byte[]> answer) {
        byte[] body = Objects.requireNonNullElse(answer.body(), new byte[0]);
        Buffer text = Buffer.buffer(body);
        Optional<JsonNode> written =
                call.filter(c -> c.write() && answer.isSuccessful())
                        .map(c -> object(text.toString()));
        return new Answer(answer.code(), text, written);
    }

    /** The cluster is asked over plain HTTP, whatever the client speaks: a line is an event. */
    @Override
    public void watch(
            ApiCall call,
            HttpServerRequest request,
            Consumer<ApiWatch> opened,
            Consumer<ApiWatch> closed) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        request.pause();
        ApiLines lines = new ApiLines(context);
        HttpRequest asked =
                user.getHttpClient()
                        .newHttpRequestBuilder()
                        .uri(cluster + request.uri())
                        .forStreaming()
                        .build();
        Future.fromCompletionStage(user.getHttpClient().consumeBytes(asked, lines), context)
                .onFailure(e -> request.connection().close())
                .onSuccess(answer -> watched(answer, lines, request, opened, closed));
    }

    private static void watched(
            HttpResponse<AsyncBody> answer,
            ApiLines lines,
            HttpServerRequest request,
            Consumer<ApiWatch> opened,
            Consumer<ApiWatch> closed) {
        if (answer.isSuccessful()) {
            ApiWatch.open(request, sink -> lines.into(sink, answer.body()), opened, closed);
        } else {
            answer.body().cancel();
            request.resume();
            request.response()
                    .setStatusCode(answer.code())
                    .putHeader("Content-Type", "application/json")
                    .end(ApiError.of(answer.code()).status().toString());
        }
    }

    @Override
    public ObjectNode put(ApiKind kind, ObjectNode object) {
        JsonNode meta = object.path("metadata");
        String namespace = meta.path("namespace").asText("");
        String path = kind.path(namespace, meta.path("name").asText());
        boolean fenced = meta.has("resourceVersion");
        for (int tries = 1; ; tries++) {
            try {
                ObjectNode stored = replace(kind, namespace, path, object.deepCopy(), fenced);
                JsonNode status = object.get("status");
                if (status == null || !kind.status()) {
                    return stored;
                }
                stored.set("status", status);
                return object(person.raw(path + "/status", "PUT", stored));
            } catch (KubernetesClientException e) {
                if (e.getCode() != 409 || fenced || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private ObjectNode replace(
            ApiKind kind, String namespace, String path, ObjectNode object, boolean fenced) {
        Optional<ObjectNode> there = read(path);
        if (there.isEmpty()) {
            return object(person.raw(kind.path(namespace, ""), "POST", object));
        }
        if (!fenced) {
            object.withObject("/metadata")
                    .set("resourceVersion", there.get().at("/metadata/resourceVersion"));
        }
        return object(person.raw(path, "PUT", object));
    }

    @Override
    public ObjectNode post(String path, ObjectNode object) {
        return object(person.raw(path, "POST", object));
    }

    @Override
    public Optional<ObjectNode> find(ApiKind kind, String namespace, String name) {
        return read(kind.path(namespace, name));
    }

    private Optional<ObjectNode> read(String path) {
        return Optional.ofNullable(person.raw(path)).map(ApiForward::object);
    }

    @Override
    public void remove(ApiKind kind, String namespace, String name) {
        person.raw(kind.path(namespace, name), "DELETE", null);
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is not JSON: " + json, e);
        }
    }

    @Override
    public void close() {
        user.close();
        person.close();
    }
}
