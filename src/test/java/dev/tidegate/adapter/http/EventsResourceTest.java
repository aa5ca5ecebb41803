package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.door.Access;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

class EventsResourceTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Decoded DEPLOY =
            new Decoded.Event(
                    new DeployStarted("e-1", REVIEWS, Rollouts.NOON, new Version("v2")),
                    "tidegate.deployments");

    private static final Right PROMOTE = new Right(Verb.PROMOTE, "bookinfo", "reviews");
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json");

    @Test
    void acceptedOnlyWhenKafkaHasIt() {
        Response answer = post(DEPLOY, new Result.Done<>(true), 10);
        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getEntity())
                .isEqualTo(new Accepted("e-1", "tidegate.deployments", "bookinfo/reviews"));
    }

    @Test
    void poisonNamesItsField() {
        Response answer =
                post(new Decoded.Poison("data.version", "is blank"), new Result.Done<>(true), 10);
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(((Problem) answer.getEntity()).field()).contains("data.version");
    }

    @Test
    void kafkaAwayAsksTheSenderToComeAgain() {
        Response answer = post(DEPLOY, new Result.Unreachable<>("no broker answered"), 10);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(((Problem) answer.getEntity()).detail()).contains("no broker answered");
    }

    @Test
    void eventThatKafkaRefusesIsNoSendersFault() {
        Response answer = post(DEPLOY, new Result.Rejected<>("no right to write"), 10);
        assertThat(answer.getStatus()).isEqualTo(502);
    }

    @Test
    void largestBodyIsTakenAndOneByteMoreIsNot() {
        Result<Boolean> done = new Result.Done<>(true);
        assertThat(post(DEPLOY, done, BodyLimit.EVENTS.bytes()).getStatus()).isEqualTo(202);
        assertThat(post(DEPLOY, done, BodyLimit.EVENTS.bytes() + 1).getStatus()).isEqualTo(413);
    }

    @Test
    void commandIsGivenByWhoSendsIt() {
        // Given somebody who says that they are somebody else
        List<String> published = new ArrayList<>();
        var resource =
                new EventsResource(
                        new CloudEventCodec(Clock.systemUTC()),
                        (_, _, _, body) -> {
                            published.add(new String(body, UTF_8));
                            return new Result.Done<>(true);
                        },
                        new Knows(Set.of(PROMOTE)),
                        Guards.of(new Knows(Set.of(PROMOTE))));
        // When
        Response answer = answer(resource, Optional.of("t"), STRUCTURED, sent("promote"));
        // Then
        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(published).singleElement().asString().contains("\"actor\":\"oncall\"");
    }

    @Test
    void eventThatTheSenderMayNotTellIsNotPublished() {
        var resource =
                new EventsResource(
                        new CloudEventCodec(Clock.systemUTC()),
                        (_, _, _, _) -> {
                            throw new AssertionError("published");
                        },
                        new Knows(Set.of(PROMOTE)),
                        Guards.of(new Knows(Set.of(PROMOTE))));

        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> answer(resource, Optional.of("t"), STRUCTURED, sent("abort")))
                .withMessageContaining("oncall may not abort rollouts.tidegate.dev \"reviews\"");
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> answer(resource, Optional.empty(), STRUCTURED, sent("promote")));
    }

    @Test
    void nothingIsReadOfWhoSendsNoTokenNorOfWhatHasNoRoom() throws Exception {
        // Given as many of the largest as are held at once, waiting for Kafka
        CompletableFuture<Result<Boolean>> kafka = new CompletableFuture<>();
        CountDownLatch held = new CountDownLatch(32);
        var resource =
                new EventsResource(
                        new CloudEventCodec(Clock.systemUTC()),
                        (_, _, _, _) -> {
                            held.countDown();
                            return kafka.join();
                        },
                        new Knows(Set.of(PROMOTE)),
                        Guards.of(new Knows(Set.of(PROMOTE))));
        List<CompletionStage<Response>> waiting = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            waiting.add(resource.publish(Optional.of("t"), STRUCTURED, -1, sent("promote")));
        }
        held.await();
        InputStream unread = InputStream.nullInputStream();
        unread.close(); // so that reading it fails
        // When one more comes
        Response full =
                resource.publish(Optional.of("t"), STRUCTURED, 100, unread)
                        .toCompletableFuture()
                        .join();
        // Then
        assertThat(full.getStatus()).isEqualTo(503);
        assertThat(full.getHeaderString("Retry-After")).isEqualTo("5");
        kafka.complete(new Result.Done<>(true));
        assertThat(waiting)
                .extracting(one -> one.toCompletableFuture().join().getStatus())
                .containsOnly(202);
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> resource.publish(Optional.empty(), STRUCTURED, 100, unread));
    }

    static InputStream sent(String command) {
        return new ByteArrayInputStream(command(command));
    }

    private static byte[] command(String word) {
        return """
        {"specversion": "1.0", "id": "c", "source": "/me", "type": "dev.tidegate.command",
         "time": "2026-01-31T12:00:00Z", "data": {"namespace": "bookinfo",
         "service": "reviews", "command": "%s", "actor": "the boss"}}
        """
                .formatted(word)
                .getBytes(UTF_8);
    }

    private static Response post(Decoded decoded, Result<Boolean> published, int bytes) {
        var resource =
                new EventsResource(
                        new Always(decoded),
                        (_, _, _, _) -> published,
                        Access.OPEN,
                        Guards.of(Access.OPEN));
        return answer(
                resource, Optional.empty(), Map.of(), new ByteArrayInputStream(new byte[bytes]));
    }

    /** What the sender is answered; what kept it out is thrown. */
    static Response answer(
            EventsResource resource,
            Optional<String> token,
            Map<String, String> attributes,
            InputStream body) {
        try {
            return resource.publish(token, attributes, -1, body).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Denied denied ? denied : e;
        }
    }

    /** Reads the same in everything. */
    private static final class Always extends CloudEventCodec {

        private final Decoded decoded;

        private Always(Decoded decoded) {
            super(Clock.systemUTC());
            this.decoded = decoded;
        }

        @Override
        public Decoded decode(Map<String, String> attributes, byte[] body) {
            return decoded;
        }

        @Override
        public byte[] givenBy(String actor, Map<String, String> attributes, byte[] body) {
            return body;
        }
    }

    /** Takes whoever has a token for oncall. */
    static class Knows implements Access {

        private final Set<Right> rights;

        Knows(Set<Right> rights) {
            this.rights = rights;
        }

        @Override
        public Caller identify(Optional<String> token) {
            return token.map(_ -> new Caller("oncall", "", List.of(), Map.of()))
                    .orElseThrow(() -> new Denied(Denied.Why.NOBODY, "who are you?"));
        }

        @Override
        public void require(Caller caller, Right right) {
            if (!rights.contains(right)) {
                throw Denied.missing(caller, right);
            }
        }
    }
}
