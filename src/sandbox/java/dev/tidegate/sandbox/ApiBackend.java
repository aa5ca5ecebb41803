package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Optional;
import java.util.function.Consumer;

/** What answers behind the faults: the double's own objects, or a cluster. */
interface ApiBackend extends AutoCloseable {

    /**
     * A whole answer.
     *
     * @param body JSON
     * @param written the object as it is after an acknowledged write
     */
    record Answer(int code, Buffer body, Optional<JsonNode> written) {}

    /** Does what a request asks for that is no watch; {@code call} is empty for discovery. */
    Future<Answer> answer(Optional<ApiCall> call, HttpServerRequest request, Buffer body);

    /** Opens a watch; {@code opened} and {@code closed} are told of it. */
    void watch(
            ApiCall call,
            HttpServerRequest request,
            Consumer<ApiWatch> opened,
            Consumer<ApiWatch> closed);

    /** Creates or replaces an object, status included, as a person would. */
    ObjectNode put(ApiKind kind, ObjectNode object);

    /** Posts something to a path, as a person would, and returns the answer. */
    ObjectNode post(String path, ObjectNode object);

    /** The object, if there is one. */
    Optional<ObjectNode> find(ApiKind kind, String namespace, String name);

    /** Deletes the object, as a person would. */
    void remove(ApiKind kind, String namespace, String name);

    @Override
    void close();
}
