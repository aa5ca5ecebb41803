package dev.tidegate.training;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Stands in for an API server in the run that trains the JVM's AOT cache. It holds one object of
 * each kind, a sample of {@code resources/training}; takes every write, shows it to those who
 * watch, and says yes to every review. All of it happens on one event loop, until the process ends.
 */
final class TrainingCluster {

    private static final Integer NOTHING = 0;

    private final Map<String, JsonObject> objects = new HashMap<>();
    private final List<ServerWebSocket> watches = new ArrayList<>();
    private final JsonObject granted = new JsonObject(sample("granted"));
    private final CompletableFuture<Void> routed = new CompletableFuture<>();
    private int version = 100;

    /** Listens on this port of the loopback interface when it returns. */
    TrainingCluster(Vertx vertx, int port) {
        hold("rollouts", "rollout");
        hold("rolloutpolicies", "policy");
        hold("deployments", "deployment");
        hold("virtualservices", "virtual-service");
        hold("destinationrules", "destination-rule");
        var _ =
                vertx.createHttpServer()
                        .webSocketHandler(watches::add)
                        .requestHandler(
                                request -> request.bodyHandler(body -> answer(request, body)))
                        .listen(port, "localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    private void hold(String plural, String sample) {
        objects.put(plural, new JsonObject(sample(sample)));
    }

    /** Done when the VirtualService gives nothing to the canary. */
    CompletableFuture<Void> routed() {
        return routed;
    }

    private void answer(HttpServerRequest request, Buffer body) {
        JsonObject answer = new JsonObject();
        try {
            List<String> named = named(Objects.requireNonNull(request.path()));
            answer =
                    HttpMethod.GET.equals(request.method())
                            ? read(named)
                            : written(named, body.toJsonObject());
        } catch (RuntimeException e) {
            // a path or a method that no training needs: it is not found here, and nobody waits
        }
        request.response()
                .putHeader("content-type", "application/json")
                .setStatusCode(answer.isEmpty() ? 404 : 200)
                .end(answer.toBuffer());
    }

    /** What follows the group and its version, or the namespace. */
    private static List<String> named(String path) {
        List<String> parts = List.of(path.split("/"));
        int namespaces = parts.indexOf("namespaces");
        return parts.subList(namespaces < 0 ? 4 : namespaces + 2, parts.size());
    }

    private JsonObject read(List<String> named) {
        JsonObject object = objects.getOrDefault(named.getFirst(), new JsonObject());
        return named.size() > 1
                ? object
                : JsonObject.of(
                        "kind",
                        "List",
                        "apiVersion",
                        "v1",
                        "metadata",
                        JsonObject.of("resourceVersion", "" + version),
                        "items",
                        object.isEmpty() ? JsonArray.of() : JsonArray.of(object));
    }

    private JsonObject written(List<String> named, JsonObject body) {
        String plural = named.getFirst();
        JsonObject object = objects.get(plural);
        if (object == null) {
            return plural.endsWith("reviews") ? body.put("status", granted) : body;
        }
        JsonObject next =
                named.getLast().equals("status")
                        ? object.copy().put("status", body.getJsonObject("status"))
                        : body;
        next.getJsonObject("metadata").put("resourceVersion", "" + ++version);
        objects.put(plural, next);
        if (plural.equals("virtualservices") && NOTHING.equals(weightOfCanary(next))) {
            routed.complete(null);
        }
        String event = JsonObject.of("type", "MODIFIED", "object", next).encode();
        watches.stream()
                .filter(w -> w.path().endsWith("/" + plural))
                .forEach(w -> w.writeTextMessage(event));
        return next;
    }

    /** Of the second destination of the sample's only route. */
    private static Integer weightOfCanary(JsonObject virtualService) {
        return virtualService
                .getJsonObject("spec")
                .getJsonArray("http")
                .getJsonObject(0)
                .getJsonArray("route")
                .getJsonObject(1)
                .getInteger("weight");
    }

    /** The sample {@code resources/training/<name>.json}. */
    static String sample(String name) {
        String path = "/training/" + name + ".json";
        try (InputStream in =
                Objects.requireNonNull(TrainingCluster.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
