package dev.tidegate.door;

import dev.tidegate.messages.Collection;
import dev.tidegate.messages.Fixed;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What whoever knocks is answered, before anything of it is understood. */
class DoorMessagesTest {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final UriInfo EVENT = Fixed.answering(UriInfo.class, "/event");

    private final Collection collected = new Collection();
    private final ProblemMapper problems = new ProblemMapper((_, _) -> {});

    private void answer(String provoked, Response answer) {
        collected.add(provoked, Said.of(answer));
    }

    private void denied(String provoked, Denied.Why why, String detail) {
        answer(provoked, problems.unexpected(new Denied(why, detail), EVENT));
    }

    private static Bodies bodies(BodyLimit limit, Duration within) {
        return new Guard(Access.OPEN, THREADS, within).bodies(limit, 1);
    }

    private static CompletionStage<Response> sent(Bodies bodies, int length, InputStream body) {
        return bodies.take(
                length, body, _ -> CompletableFuture.completedFuture(Problem.later("taken")));
    }

    private void sent(String provoked, BodyLimit limit, Duration within, InputStream body) {
        Response answer = sent(bodies(limit, within), -1, body).toCompletableFuture().join();
        answer(provoked + ", " + limit.name().toLowerCase(Locale.ROOT), answer);
    }

    /** A body of which nothing comes before {@code come}. */
    private static InputStream late(CompletableFuture<Integer> come) {
        return new InputStream() {
            @Override
            public int read() {
                return come.join();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                return come.join();
            }
        };
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the sender hung up");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("the sender hung up");
            }
        };
    }

    @Test
    void whoIsNotLetInIsToldWhy() {
        answer("a path that is none", problems.notFound(new NotFoundException(), EVENT));
        answer(
                "another method",
                problems.notAllowed(
                        new NotAllowedException("POST"),
                        Fixed.answering(Request.class, "GET"),
                        EVENT));
        answer(
                "another content type",
                problems.notSupported(
                        new NotSupportedException(),
                        Fixed.answering(HttpHeaders.class, "text/plain")));
        denied("nobody", Denied.Why.NOBODY, "(what is missing)");
        denied("somebody else", Denied.Why.NOT_GENUINE, "(what is wrong)");
        denied("without the right", Denied.Why.NO_RIGHT, "(which)");
        denied("nobody can be asked", Denied.Why.NO_ANSWER, "(what is away)");
        answer("a fault of ours", problems.unexpected(new RuntimeException("a fault"), EVENT));
        for (BodyLimit limit : BodyLimit.values()) {
            Duration minute = Duration.ofMinutes(1);
            byte[] large = new byte[limit.bytes() + 1];
            sent("too large", limit, minute, new ByteArrayInputStream(large));
            sent("not whole", limit, minute, broken());
            CompletableFuture<Integer> end = new CompletableFuture<>();
            sent("too slow", limit, Duration.ofMillis(20), late(end));
            Bodies full = bodies(limit, minute);
            CompletionStage<Response> first = sent(full, limit.bytes(), late(end));
            answer(
                    "no room, " + limit.name().toLowerCase(Locale.ROOT),
                    sent(full, 1, InputStream.nullInputStream()).toCompletableFuture().join());
            end.complete(-1);
            first.toCompletableFuture().join();
        }
        collected.check("doors");
    }
}
