package dev.tidegate.adapter.http;

import dev.tidegate.controller.access.Access;
import dev.tidegate.controller.access.Caller;
import dev.tidegate.controller.access.Right;
import dev.tidegate.controller.access.Verb;
import dev.tidegate.core.event.ServiceKey;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Answers those who may see what they ask for; on a thread that may wait, as the question does. */
final class Guard {

    private final Access access;
    private final Executor threads;

    Guard(Access access, Executor threads) {
        this.access = access;
        this.threads = threads;
    }

    /** Done when whoever asks has the right; fails with who was denied what. */
    CompletableFuture<Void> let(HttpHeaders headers, Right right) {
        Optional<String> token = Caller.token(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        return CompletableFuture.runAsync(
                () -> access.require(access.identify(token), right), threads);
    }

    /** The answer about one service, for those who may list the rollouts of its namespace. */
    CompletableFuture<Response> ofService(
            HttpHeaders headers,
            String namespace,
            String service,
            Function<ServiceKey, Response> answer) {
        ServiceKey key;
        try {
            key = new ServiceKey(namespace, service);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Problem.of(400, e).response());
        }
        return let(headers, new Right(Verb.LIST, namespace, ""))
                .thenApplyAsync(_ -> answer.apply(key), threads);
    }
}
