package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.message.EventPublisher;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Which bodies are read at all. */
class WebhookBodyTest {

    private static final Map<String, String> SECRET =
            Map.of("tidegate.webhooks.github.secret", "s3cret");

    private static final EventPublisher DONE = (_, _, _, _) -> new Result.Done<>(true);

    /** Lets nobody in. */
    private static final Access CLOSED =
            new Access() {
                @Override
                public Caller identify(Optional<String> token) {
                    throw new Denied(Denied.Why.NOBODY, "who are you?");
                }

                @Override
                public void require(Caller caller, Right right) {
                    throw Denied.missing(caller, right);
                }
            };

    /** A body that must not be read. */
    private static final InputStream UNREAD = closed();

    private static InputStream closed() {
        try {
            InputStream closed = InputStream.nullInputStream();
            closed.close(); // so that reading it fails
            return closed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebhooksResource resource(EventPublisher publisher, Access access) {
        return new WebhooksResource(
                Post.webhooks(SECRET),
                Post.reception(SECRET, publisher, access),
                access,
                Clock.systemUTC(),
                Guards.of(access));
    }

    private static InputStream alerts() throws IOException {
        return new ByteArrayInputStream(
                Files.readAllBytes(
                        Path.of(
                                "src/test/resources/webhooks/alertmanager",
                                "each-alert-of-a-group-is-an-event",
                                "in.json")));
    }

    @Test
    void nothingIsReadOfWhoShowsNothing() {
        // Given a signature, but another tool's
        Map<String, String> headers = Map.of("x-signature", "sha256=00");
        // Then it counts neither where the tool has no secret nor where it has one
        for (String sender : List.of("tekton", "github")) {
            assertUnread(resource(DONE, CLOSED), sender, headers);
        }
        assertUnread(resource(DONE, Access.OPEN), "github", headers);
    }

    @Test
    void nothingIsReadForAToolThatIsUnknown() {
        Response answer = Post.answer(resource(DONE, Access.OPEN), "jenkins", Map.of(), -1, UNREAD);
        assertThat(answer.getStatus()).isEqualTo(404);
    }

    @Test
    void whatHasNoRoomIsNotReadAndIsToComeAgain() throws Exception {
        // Given as many of the largest as are held at once, waiting for Kafka
        CompletableFuture<Result<Boolean>> kafka = new CompletableFuture<>();
        CountDownLatch held = new CountDownLatch(4);
        WebhooksResource resource =
                resource(
                        (_, _, _, _) -> {
                            held.countDown();
                            return kafka.join();
                        },
                        Access.OPEN);
        List<CompletionStage<Response>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(resource.take("alertmanager", Map.of(), -1, alerts()));
        }
        held.await();
        // When one more comes
        Response full = Post.answer(resource, "alertmanager", Map.of(), 100, UNREAD);
        // Then
        assertThat(full.getStatus()).isEqualTo(503);
        assertThat(full.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(((Problem) full.getEntity()).detail()).contains("too much", "send the same");
        kafka.complete(new Result.Done<>(true));
        assertThat(waiting)
                .extracting(one -> one.toCompletableFuture().join().getStatus())
                .containsOnly(202);
        Response later = Post.answer(resource, "alertmanager", Map.of(), 100, alerts());
        assertThat(later.getStatus()).isEqualTo(202);
    }

    @Test
    void inventedSignatureTakesRoomFromNoOtherTool() throws IOException {
        // Given somebody who invents GitHub's, and takes their time
        Map<String, String> invented = Map.of("x-hub-signature-256", "sha256=00");
        WebhooksResource resource = resource(DONE, Access.OPEN);
        PipedOutputStream sending = new PipedOutputStream();
        CompletionStage<Response> slow =
                resource.take(
                        "github",
                        invented,
                        BodyLimit.WEBHOOKS.bytes(),
                        new PipedInputStream(sending));
        // Then there is no more room for what only a body can prove to be GitHub's
        assertThat(Post.answer(resource, "github", invented, 100, UNREAD).getStatus())
                .isEqualTo(503);
        assertThat(Post.answer(resource, "alertmanager", Map.of(), -1, alerts()).getStatus())
                .isEqualTo(202);
        // and there is when they are done
        sending.close();
        assertThat(slow).failsWithin(Duration.ofMinutes(1));
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> Post.answer(resource, "github", invented, 100, alerts()));
    }

    @Test
    void nothingIsReadOfWhoBringsAWrongToken() {
        Map<String, String> headers = Map.of("authorization", "Bearer invented");
        assertUnread(resource(DONE, CLOSED), "alertmanager", headers);
    }

    private static void assertUnread(
            WebhooksResource resource, String sender, Map<String, String> headers) {
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> Post.answer(resource, sender, headers, -1, UNREAD))
                .extracting(Denied::why)
                .isEqualTo(Denied.Why.NOBODY);
    }
}
