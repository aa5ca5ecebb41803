package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.FakeWatchdog;
import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What no policy governs is no fault of whoever tells of it. */
class UngovernedTest {

    private static final Path CASES = Path.of("src", "test", "resources", "webhooks");
    private static final Map<String, String> TAG =
            Map.of(
                    "tidegate.webhooks.gitlab.namespace",
                    "=bookinfo",
                    "tidegate.webhooks.gitlab.version",
                    "ref");

    /** Nobody may do anything. */
    private static final Access NOTHING = Post.denying(_ -> true);

    private final List<String> published = new ArrayList<>();
    private final List<String> denials = new ArrayList<>();

    private ReceptionResult take(
            String sender, String body, Access access, Caller caller, boolean governs) {
        Reception reception =
                Post.reception(
                        TAG,
                        (topic, key, _, _) -> {
                            published.add(topic + " " + key);
                            return new Result.Done<>(true);
                        },
                        access,
                        (_, denied) -> denials.add(denied.detail()),
                        new FakeWatchdog(),
                        _ -> governs);
        return reception.take(
                Sender.named(sender).orElseThrow(),
                caller,
                new WebhookRequest(Map.of(), body.getBytes(UTF_8), Post.NOW));
    }

    private static String payload(String sender, String name) throws IOException {
        return Files.readString(CASES.resolve(sender).resolve(name).resolve("in.json"));
    }

    private void assertLeftOut(ReceptionResult outcome, String why) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ReceptionResult.Accepted.class,
                        accepted -> {
                            assertThat(accepted.taken().published()).isEmpty();
                            assertThat(accepted.taken().leftOut())
                                    .isNotEmpty()
                                    .allSatisfy(each -> assertThat(each.why()).contains(why));
                        });
        assertThat(published).isEmpty();
        assertThat(denials).isEmpty();
    }

    @Test
    void deploymentOfNoPolicyIsLeftOut() throws IOException {
        String body = payload("gitlab", "success-is-a-deployment");
        assertLeftOut(
                take("gitlab", body, Access.OPEN, Caller.ANYBODY, false),
                "has no RolloutPolicy; create one of that name in namespace bookinfo");
        take("gitlab", body, Access.OPEN, Caller.ANYBODY, true);
        assertThat(published).containsExactly("tidegate.deployments bookinfo/reviews");
    }

    @Test
    void itsVersionMayBeAnything() throws IOException {
        String body = payload("gitlab", "branch-is-no-version");
        assertLeftOut(
                take("gitlab", body, Access.OPEN, Caller.ANYBODY, false), "has no RolloutPolicy");
        assertThat(take("gitlab", body, Access.OPEN, Caller.ANYBODY, true))
                .isInstanceOf(ReceptionResult.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "status_changed_at, 2026-01-31 13:00:00 +0100, yesterday",
        "deployment_id, 15, ''",
    })
    void itsTimeAndItsNumberMayBeAnything(String field, String right, String wrong)
            throws IOException {
        String sent = payload("gitlab", "success-is-a-deployment").replace("15,", "\"15\",");
        String body =
                sent.replace(
                        "\"%s\": \"%s\"".formatted(field, right),
                        "\"%s\": \"%s\"".formatted(field, wrong));
        assertThat(body).isNotEqualTo(sent);
        assertLeftOut(
                take("gitlab", body, Access.OPEN, Caller.ANYBODY, false), "has no RolloutPolicy");
        assertThat(take("gitlab", body, Access.OPEN, Caller.ANYBODY, true))
                .isInstanceOf(ReceptionResult.Refused.class);
    }

    @Test
    void projectThatCanBeNoServiceIsLeftOut() throws IOException {
        String body =
                payload("gitlab", "success-is-a-deployment")
                        .replace("\"bookinfo/reviews\"", "\"bookinfo/Reviews_API\"");
        assertLeftOut(
                take("gitlab", body, Access.OPEN, Caller.ANYBODY, true),
                "no policy can govern it: service: \"Reviews_API\" is no DNS label");
    }

    @Test
    void toolIsNotRefusedForWhatNoPolicyGovernsThoughItMayNotTellIt() throws IOException {
        for (String sender : List.of("gitlab", "alertmanager")) {
            String body =
                    payload(
                            sender,
                            sender.equals("gitlab")
                                    ? "success-is-a-deployment"
                                    : "each-alert-of-a-group-is-an-event");
            Caller tool = Caller.webhook(sender);
            assertThat(take(sender, body, NOTHING, tool, false))
                    .isInstanceOf(ReceptionResult.Accepted.class);
            assertThat(denials).isEmpty();
            assertThatExceptionOfType(Denied.class)
                    .isThrownBy(() -> take(sender, body, NOTHING, tool, true));
        }
    }

    @Test
    void whoeverElseMayNotTellItLearnsOfNoPolicy() throws IOException {
        Caller other = new Caller("ci", "", List.of(), Map.of());
        for (boolean governs : new boolean[] {true, false}) {
            assertThatExceptionOfType(Denied.class)
                    .isThrownBy(
                            () ->
                                    take(
                                            "gitlab",
                                            payload("gitlab", "success-is-a-deployment"),
                                            NOTHING,
                                            other,
                                            governs));
            assertThat(
                            take(
                                    "gitlab",
                                    payload("gitlab", "branch-is-no-version"),
                                    NOTHING,
                                    other,
                                    governs))
                    .isInstanceOf(ReceptionResult.Refused.class);
        }
    }

    @Test
    void alertThatMayBeToldIsToldWithoutAPolicyToo() throws IOException {
        take(
                "alertmanager",
                payload("alertmanager", "each-alert-of-a-group-is-an-event"),
                Access.OPEN,
                Caller.ANYBODY,
                false);
        assertThat(published).hasSize(3);
    }

    @Test
    void brokenAlertOfNoPolicyIsLeftOut() {
        String body =
                """
                {"version": "4", "status": "firing", "alerts": [
                  {"status": "firing", "startsAt": "yesterday", "fingerprint": "f",
                   "labels": {"alertname": "X", "namespace": "bookinfo", "service": "reviews"}}]}
                """;
        assertLeftOut(
                take("alertmanager", body, Access.OPEN, Caller.ANYBODY, false),
                "has no RolloutPolicy");
        assertThat(take("alertmanager", body, Access.OPEN, Caller.ANYBODY, true))
                .isInstanceOf(ReceptionResult.Refused.class);
    }
}
