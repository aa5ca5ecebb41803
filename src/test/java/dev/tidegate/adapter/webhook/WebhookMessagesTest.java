package dev.tidegate.adapter.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.FakeWatchdog;
import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Said;
import dev.tidegate.message.EventPublisher;
import dev.tidegate.messages.Collection;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What each sender is answered: the payload is taken, left out, or refused. */
class WebhookMessagesTest {

    private static final Map<String, String> SECRETS =
            Map.of(
                    "tidegate.webhooks.github.secret", "s3cret",
                    "tidegate.webhooks.alertmanager.secret", "s3cret");
    private static final String GROUP = "alertmanager/each-alert-of-a-group-is-an-event";
    private static final EventPublisher TAKES = (_, _, _, _) -> new Result.Done<>(true);

    private final Collection collected = new Collection();

    /** The receiving side with its real parts, up to Kafka and the policies. */
    private static WebhooksResource resource(
            Map<String, String> settings, EventPublisher kafka, boolean governs) {
        return new WebhooksResource(
                Post.webhooks(settings),
                Post.reception(
                        settings,
                        kafka,
                        Access.OPEN,
                        (_, _) -> {},
                        new FakeWatchdog(),
                        _ -> governs),
                Access.OPEN,
                Clock.fixed(Post.NOW, ZoneOffset.UTC),
                Guards.of(Access.OPEN));
    }

    private void post(
            String provoked,
            WebhooksResource resource,
            String sender,
            Map<String, String> headers,
            byte[] body) {
        collected.add(provoked, said(resource, sender, headers, body));
    }

    private static String said(
            WebhooksResource resource, String sender, Map<String, String> headers, byte[] body) {
        try (Response answer =
                Post.answer(
                        resource, sender, headers, body.length, new ByteArrayInputStream(body))) {
            return switch (answer.getEntity()) {
                case WebhookAnswer taken -> said(answer.getStatus(), taken);
                case Problem problem -> Said.of(problem);
                default -> throw new AssertionError(answer.getEntity());
            };
        } catch (Denied denied) {
            return denied.detail();
        }
    }

    private static String said(int status, WebhookAnswer taken) {
        StringBuilder said = new StringBuilder(Integer.toString(status));
        taken.published()
                .forEach(
                        each ->
                                said.append(
                                        "\npublished to %s for %s: %s"
                                                .formatted(each.topic(), each.key(), each.id())));
        taken.leftOut()
                .forEach(
                        each ->
                                said.append(
                                        "\nleft out: %s: %s".formatted(each.what(), each.why())));
        return said.toString();
    }

    @Test
    void answersAreForPeople() throws IOException {
        List<Path> cases = GoldenTest.cases().toList();
        for (Path folder : cases) {
            Map<String, String> settings =
                    GoldenTest.properties(folder.resolve("settings.properties"));
            String sender = folder.getName(folder.getNameCount() - 2).toString();
            post(
                    sender + ", " + folder.getFileName(),
                    resource(settings, TAKES, true),
                    sender,
                    GoldenTest.properties(folder.resolve("headers.properties")),
                    in(folder));
        }
        byte[] group = in(Path.of("src", "test", "resources", "webhooks").resolve(GROUP));
        Map<String, String> none = Map.of();
        WebhooksResource open = resource(none, TAKES, true);
        post("a sender that is none", open, "jenkins", none, group);
        post("no policy", resource(none, TAKES, false), "alertmanager", none, group);
        Path deployment =
                Path.of(
                        "src",
                        "test",
                        "resources",
                        "webhooks",
                        "gitlab",
                        "success-is-a-deployment");
        post(
                "a deployment without a policy",
                resource(
                        GoldenTest.properties(deployment.resolve("settings.properties")),
                        TAKES,
                        false),
                "gitlab",
                GoldenTest.properties(deployment.resolve("headers.properties")),
                in(deployment));
        for (String body : List.of("", "[]", "payload=%7B%7D", "{\"version\": 4}")) {
            for (String sender : WebhookReader.senders()) {
                post(sender + " " + body, open, sender, none, body.getBytes(UTF_8));
            }
        }
        post(
                "a payload that is too large",
                open,
                "tekton",
                none,
                new byte[BodyLimit.WEBHOOKS.bytes() + 1]);
        WebhooksResource signed = resource(SECRETS, TAKES, true);
        post("no signature", signed, "github", none, group);
        Map<String, String> wrong = Map.of("x-hub-signature-256", "sha256=00");
        post("a wrong signature", signed, "github", wrong, group);
        Map<String, String> token = Map.of("authorization", "Bearer wrong");
        post("a wrong secret", signed, "alertmanager", token, group);
        EventPublisher away =
                (_, _, _, _) -> new Result.Unreachable<>("topic t: (Kafka's trouble)");
        post("no token", signed, "alertmanager", none, group);
        post("Kafka is away", resource(none, away, true), "alertmanager", none, group);
        EventPublisher refuses =
                (_, _, _, _) -> new Result.Rejected<>("topic t: (Kafka's trouble)");
        post("Kafka refuses", resource(none, refuses, true), "alertmanager", none, group);
        collected.check("webhooks");
    }

    private static byte[] in(Path folder) {
        try {
            return Files.readAllBytes(folder.resolve("in.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
