package dev.tidegate.door;

import dev.tidegate.core.event.ServiceKey;

import io.quarkus.virtual.threads.VirtualThreads;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks who calls and what they may do, before a resource does anything for them. Who calls is asked
 * before anything is read of what they send, and before it takes room; on a thread that may wait,
 * as the question does.
 */
@Singleton
public final class Guard {

    private final Access access;
    private final ExecutorService threads;
    private final Duration bodyWithin;

    /**
     * A guard.
     *
     * @param bodyWithin how long a body may take to come
     */
    public Guard(
            Access access,
            @VirtualThreads ExecutorService threads,
            @ConfigProperty(name = "tidegate.access.body-within") Duration bodyWithin) {
        this.access = access;
        this.threads = threads;
        this.bodyWithin = bodyWithin;
    }

    /** The token that a request brings, if it does. */
    public static Optional<String> token(HttpHeaders headers) {
        return Caller.token(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    /** The bodies of a resource, in their own room. */
    public Bodies bodies(BodyLimit limit) {
        return bodies(limit, limit.count());
    }

    /** The same, in room for {@code count} of the largest. */
    public Bodies bodies(BodyLimit limit, int count) {
        return new Bodies(limit, new BodyBudget(count, limit.bytes(), bodyWithin), access, threads);
    }

    /**
     * Who has the token. It fails with why they are not let in.
     *
     * @throws Denied without a token, unless everybody is let in
     */
    public CompletableFuture<Caller> caller(Optional<String> token) {
        return asked(token, () -> access.identify(token));
    }

    /** What {@code question} answers; without a token it asks nobody, and no thread waits. */
    public <T> CompletableFuture<T> asked(Optional<String> token, Supplier<T> question) {
        return token.isEmpty()
                ? CompletableFuture.completedFuture(question.get())
                : CompletableFuture.supplyAsync(question, threads);
    }

    /** The answer for whoever has the right; fails with who was denied what. */
    public CompletableFuture<Response> let(
            HttpHeaders headers, Right right, Supplier<Response> answer) {
        Optional<String> token = token(headers);
        return CompletableFuture.supplyAsync(
                () -> {
                    access.require(access.identify(token), right);
                    return answer.get();
                },
                threads);
    }

    /** The answer about one service, for those who may list the rollouts of its namespace. */
    public CompletableFuture<Response> ofService(
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
        return let(headers, new Right(Verb.LIST, namespace, ""), () -> answer.apply(key));
    }
}
