package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;
import dev.tidegate.message.EventPublisher;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class WebhooksResourceTest {

    private static final Map<String, String> SECRET =
            Map.of("tidegate.webhooks.alertmanager.secret", "s3cret");

    private final List<String> published = new ArrayList<>();

    private Result<Boolean> publish(Map<String, String> attributes) {
        published.add(attributes.getOrDefault("id", ""));
        return new Result.Done<>(true);
    }

    private Response post(
            Map<String, String> settings, Map<String, String> headers, byte[] body, String sender) {
        return post(settings, headers, body, sender, (_, _, attributes, _) -> publish(attributes));
    }

    private static Response post(
            Map<String, String> settings,
            Map<String, String> headers,
            byte[] body,
            String sender,
            EventPublisher publisher) {
        return post(settings, headers, body, sender, publisher, Access.OPEN);
    }

    private static Response post(
            Map<String, String> settings,
            Map<String, String> headers,
            byte[] body,
            String sender,
            EventPublisher publisher,
            Access access) {
        WebhooksResource resource =
                new WebhooksResource(
                        Post.webhooks(settings),
                        Post.reception(settings, publisher, access),
                        access,
                        Clock.systemUTC(),
                        Guards.of(access));
        return Post.answer(resource, sender, headers, body.length, new ByteArrayInputStream(body));
    }

    /** Knows one token, oncall's; it and Alertmanager may tell of alerts in some namespaces. */
    private record Knows(Set<String> namespaces) implements Access {

        @Override
        public Caller identify(Optional<String> token) {
            return token.map(
                            text -> {
                                if (text.equals("oncall-token")) {
                                    return new Caller("oncall", "", List.of(), Map.of());
                                }
                                throw new Denied(Denied.Why.NOT_GENUINE, "the token is wrong");
                            })
                    .orElseThrow(() -> new Denied(Denied.Why.NOBODY, "who are you?"));
        }

        @Override
        public void require(Caller caller, Right right) {
            boolean known =
                    Set.of("oncall", "tidegate:webhook:alertmanager").contains(caller.name());
            if (!known || right.verb() != Verb.ALERT || !namespaces.contains(right.namespace())) {
                throw Denied.missing(caller, right);
            }
        }
    }

    private Response asked(
            Map<String, String> settings, Map<String, String> headers, String... namespaces)
            throws IOException {
        return post(
                settings,
                headers,
                alerts(),
                "alertmanager",
                (_, _, attributes, _) -> publish(attributes),
                new Knows(Set.of(namespaces)));
    }

    private static byte[] alerts() throws IOException {
        return Files.readAllBytes(
                Path.of(
                        "src/test/resources/webhooks/alertmanager",
                        "each-alert-of-a-group-is-an-event",
                        "in.json"));
    }

    private static Problem refusal(Response answer) {
        return (Problem) answer.getEntity();
    }

    @Test
    void whatWasPublishedAndLeftOutIsTold() throws IOException {
        Response answer = post(Map.of(), Map.of(), alerts(), "alertmanager");

        assertThat(answer.getStatus()).isEqualTo(202);
        WebhookAnswer taken = (WebhookAnswer) answer.getEntity();
        assertThat(taken.published())
                .hasSize(3)
                .contains(
                        new WebhookAnswer.Published(
                                "77aa88bb99cc00dd@2026-01-31T11:40:00Z/resolved",
                                "tidegate.alerts",
                                "bookinfo/details"));
        assertThat(taken.leftOut()).hasSize(1);
    }

    @Test
    void secretMustBeProvedEvenWhereAccessIsOpen() {
        for (Map<String, String> headers :
                List.<Map<String, String>>of(
                        Map.of(),
                        Map.of("authorization", "Bearer wrong"),
                        Map.of("authorization", "Basic czNjcmV0"))) {
            assertThatExceptionOfType(Denied.class)
                    .isThrownBy(() -> post(SECRET, headers, alerts(), "alertmanager"))
                    .withMessageContaining("tidegate.webhooks.alertmanager.secret")
                    .withMessageNotContaining("s3cret");
        }
        assertThat(published).isEmpty();
    }

    @Test
    void withoutSecretAndTokenNobodyIsLetIn() {
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> asked(Map.of(), Map.of(), "bookinfo"))
                .withMessageContaining("tidegate.webhooks.alertmanager.secret")
                .extracting(Denied::why)
                .isEqualTo(Denied.Why.NOBODY);
        assertThat(published).isEmpty();
    }

    @Test
    void secretOrOnesOwnTokenLetsIn() throws IOException {
        for (String token : List.of("s3cret", "oncall-token")) {
            Map<String, String> headers = Map.of("authorization", "Bearer " + token);
            assertThat(asked(SECRET, headers, "bookinfo").getStatus()).isEqualTo(202);
        }
    }

    @Test
    void badSignatureIsRefusedThoughTheTokenIsGood() {
        Map<String, String> headers =
                Map.of(
                        "x-hub-signature-256", "sha256=00",
                        "authorization", "Bearer oncall-token");
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(
                        () ->
                                post(
                                        Map.of("tidegate.webhooks.github.secret", "s3cret"),
                                        headers,
                                        new byte[0],
                                        "github",
                                        (_, _, attributes, _) -> publish(attributes),
                                        new Knows(Set.of())))
                .withMessageContaining("the signature is wrong");
    }

    @Test
    void whatTheSenderMayNotTellIsRefusedWithTheMissingRight() {
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> asked(SECRET, Map.of("authorization", "Bearer s3cret"), "shop"))
                .withMessageContaining("tidegate:webhook:alertmanager may not alert")
                .withMessageContaining("--clusterrole=tidegate-alerter")
                .withMessageContaining("--user='tidegate:webhook:alertmanager'");
        assertThat(published).isEmpty();
    }

    @Test
    void secretThatIsNoBase64IsToldAtStart() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Post.webhooks(Map.of("tidegate.webhooks.gitlab.secret", "whsec_n%t")))
                .withMessageContaining("tidegate.webhooks.gitlab.secret")
                .withMessageNotContaining("n%t");
    }

    @Test
    void rightSignatureIsLetIn() throws IOException {
        Map<String, String> headers = Map.of("authorization", "Bearer s3cret");
        assertThat(post(SECRET, headers, alerts(), "alertmanager").getStatus()).isEqualTo(202);
    }

    @Test
    void kafkaThatGoesAwayInTheMiddleAsksForTheWholeAgain() throws IOException {
        // Given a Kafka that takes the first event and not the second
        EventPublisher failing =
                (_, _, attributes, _) ->
                        published.isEmpty()
                                ? publish(attributes)
                                : new Result.Unreachable<>("no broker answered");

        // When
        Response answer = post(Map.of(), Map.of(), alerts(), "alertmanager", failing);

        // Then
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(refusal(answer).detail()).contains("no broker answered", "send the same again");

        // When it is sent again, then the first event has the same id as before
        post(Map.of(), Map.of(), alerts(), "alertmanager");
        assertThat(published).hasSize(4);
        assertThat(published.get(1)).isEqualTo(published.get(0));
    }

    @Test
    void kafkaThatRefusesIsNoSendersFault() throws IOException {
        EventPublisher refusing = (_, _, _, _) -> new Result.Rejected<>("no right to write");

        assertThat(post(Map.of(), Map.of(), alerts(), "alertmanager", refusing).getStatus())
                .isEqualTo(502);
    }

    @Test
    void brokenPayloadNamesItsField() {
        for (String body : new String[] {"payload=%7B%7D", "[]", ""}) {
            Response answer = post(Map.of(), Map.of(), body.getBytes(UTF_8), "flux");

            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(refusal(answer).field()).contains("body");
        }
        Response answer = post(Map.of(), Map.of(), "{}".getBytes(UTF_8), "github");
        assertThat(refusal(answer).field()).contains("x-github-event");
    }

    @Test
    void idThatTheTopicsWouldNotTakeIsRefusedHere() {
        String body =
                """
                {"involvedObject": {"uid": "u"}, "reason": "ReconciliationSucceeded",
                 "timestamp": "2026-01-31T12:00:00Z", "metadata": {"namespace": "bookinfo",
                 "service": "reviews", "version": "v2", "revision": "%s"}}
                """
                        .formatted("x".repeat(300));

        Response answer = post(Map.of(), Map.of(), body.getBytes(UTF_8), "flux");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(refusal(answer).field()).contains("id");
        assertThat(published).isEmpty();
    }

    @Test
    void unknownSenderAndTooLargeABodyAreRefused() {
        assertThat(post(Map.of(), Map.of(), new byte[0], "jenkins").getStatus()).isEqualTo(404);
        byte[] large = new byte[BodyLimit.WEBHOOKS.bytes() + 1];
        assertThat(post(Map.of(), Map.of(), large, "tekton").getStatus()).isEqualTo(413);
    }
}
