package dev.tidegate.door;

import jakarta.ws.rs.core.Response;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Takes the bodies that are sent to one resource. Nothing is read of what has no room; what has
 * none, comes too slowly, ends too early or is too large is answered here.
 */
public final class Bodies {

    private final BodyLimit limit;
    private final BodyBudget room;
    private final Access access;
    private final Executor threads;

    /**
     * Bodies of one resource.
     *
     * @param threads that may wait: a slow sender must hold no worker thread, which answer probes
     */
    Bodies(BodyLimit limit, BodyBudget room, Access access, Executor threads) {
        this.limit = limit;
        this.room = room;
        this.access = access;
        this.threads = threads;
    }

    /**
     * The answer of {@code work} to a caller's body, held until then.
     *
     * @param length of the body as the caller gives it, in bytes; negative when they do not
     */
    public CompletionStage<Response> take(
            Caller caller,
            int length,
            InputStream body,
            Function<byte[], CompletionStage<Response>> work) {
        return take(access.proven(caller), length, body, work);
    }

    /** The same, with all of the room, for those who are let in by something else. */
    public CompletionStage<Response> take(
            int length, InputStream body, Function<byte[], CompletionStage<Response>> work) {
        return take(true, length, body, work);
    }

    private CompletionStage<Response> take(
            boolean proven,
            int length,
            InputStream body,
            Function<byte[], CompletionStage<Response>> work) {
        return room.hold(
                proven,
                length,
                () ->
                        CompletableFuture.supplyAsync(() -> answer(body, work), threads)
                                .thenCompose(Function.identity()),
                () ->
                        CompletableFuture.completedFuture(
                                Problem.later("too much is sent at once; " + limit.again())));
    }

    private CompletionStage<Response> answer(
            InputStream body, Function<byte[], CompletionStage<Response>> work) {
        byte[] sent;
        try {
            sent = room.read(body);
        } catch (SocketTimeoutException e) {
            return refused(limit.slow(), String.valueOf(e.getMessage()), limit.again());
        } catch (IOException e) {
            String what = "the %s did not come whole".formatted(limit.what());
            return refused(limit.broken(), what, limit.again());
        }
        if (sent.length > limit.bytes()) {
            String large =
                    "the %s is larger than %d bytes; send less"
                            .formatted(limit.what(), limit.bytes());
            return CompletableFuture.completedFuture(Problem.of(413, large).response());
        }
        return work.apply(sent);
    }

    /** The connection ends: more of the body may still come. */
    private static CompletionStage<Response> refused(int status, String why, String again) {
        Response answer =
                status == 503
                        ? Problem.later(why + "; " + again)
                        : Problem.of(status, why).response();
        return CompletableFuture.completedFuture(
                Response.fromResponse(answer).header("Connection", "close").build());
    }
}
