package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes the requests: makes the troubles that were asked for, and lets the backend do the rest. */
final class ApiHandler implements Handler<HttpServerRequest> {

    private final ApiBackend backend;
    private final ApiFaults faults;
    private final ApiWrites writes;
    private final Set<ApiServer.Call> calls = ConcurrentHashMap.newKeySet();
    private final Set<ApiWatch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean outage;

    ApiHandler(ApiBackend backend, ApiFaults faults, ApiWrites writes) {
        this.backend = backend;
        this.faults = faults;
        this.writes = writes;
    }

    void outage(boolean on) {
        outage = on;
        if (on) {
            cutWatches();
        }
    }

    void cutWatches() {
        watches.forEach(ApiWatch::close);
    }

    /** The different calls of the product so far. */
    Set<ApiServer.Call> calls() {
        return Set.copyOf(calls);
    }

    @Override
    public void handle(HttpServerRequest request) {
        long arrived = System.nanoTime();
        if (outage) {
            request.connection().close();
            return;
        }
        String path = Objects.requireNonNullElse(request.path(), "/");
        Optional<ApiCall> call = ApiCall.parse(request.method().name(), path, request.params());
        if (!ApiServer.SANDBOX.equals(request.getHeader("user-agent"))) {
            call.map(ApiCall::right).ifPresent(calls::add);
        }
        Optional<ApiFaults.Fault> fault = call.flatMap(faults::next);
        if (fault.isEmpty() && call.map(ApiCall::verb).filter("watch"::equals).isPresent()) {
            backend.watch(call.get(), request, watches::add, watches::remove);
            return;
        }
        request.body()
                .onSuccess(body -> withFault(fault, new Arrival(call, request, body, arrived)));
    }

    /** A request that has come whole. */
    private record Arrival(
            Optional<ApiCall> call, HttpServerRequest request, Buffer body, long nanos) {}

    private void withFault(Optional<ApiFaults.Fault> fault, Arrival arrival) {
        if (fault.isEmpty()) {
            perform(arrival, true);
            return;
        }
        switch (fault.get()) {
            case ApiFaults.Fault.Answer(int status) ->
                    answer(
                            arrival.request(),
                            status,
                            Buffer.buffer(ApiError.of(status).status().toString()));
            case ApiFaults.Fault.Delay(var by) ->
                    Objects.requireNonNull(Vertx.currentContext())
                            .owner()
                            .setTimer(Math.max(1, by.toMillis()), t -> perform(arrival, true));
            case ApiFaults.Fault.LostAnswer() -> perform(arrival, false);
            case ApiFaults.Fault.Reset() -> arrival.request().connection().close();
            case ApiFaults.Fault.Silence() -> {
                // the client waits in vain, as asked for
            }
        }
    }

    private void perform(Arrival arrival, boolean tell) {
        HttpServerRequest request = arrival.request();
        backend.answer(arrival.call(), request, arrival.body())
                .onSuccess(
                        answer -> {
                            answer.written()
                                    .ifPresent(
                                            object ->
                                                    record(
                                                            arrival.call().orElseThrow(),
                                                            arrival.nanos(),
                                                            object));
                            if (tell) {
                                answer(request, answer.code(), answer.body());
                            }
                        })
                .onFailure(e -> request.connection().close());
    }

    private void record(ApiCall call, long arrived, JsonNode object) {
        String name = call.name().isEmpty() ? object.at("/metadata/name").asText() : call.name();
        writes.add(
                new ApiServer.Write(
                        call.verb(),
                        call.kind().kind(),
                        call.namespace(),
                        name,
                        arrived,
                        System.nanoTime(),
                        object));
    }

    private static void answer(HttpServerRequest request, int code, Buffer body) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(code)
                    .putHeader("Content-Type", "application/json")
                    .end(body);
        }
    }
}
