package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Characters that are not seen, in what other tools send. */
class HiddenInWebhooksTest {

    private final CloudEventCodec codec = new CloudEventCodec(Clock.systemUTC());
    private final List<Decoded> published = new ArrayList<>();

    private ReceptionResult alertmanager(String name, String service, String fingerprint) {
        String group =
                """
                {"version": "4", "alerts": [{"status": "firing", "fingerprint": "%s",
                 "startsAt": "2026-01-31T12:00:00Z", "labels": {"alertname": "%s",
                 "severity": "critical", "namespace": "bookinfo", "service": "%s"}}]}
                """
                        .formatted(fingerprint, name, service);
        Reception reception =
                Post.reception(
                        Map.of(),
                        (_, _, attributes, body) -> {
                            published.add(codec.decode(attributes, body));
                            return new Result.Done<>(true);
                        },
                        Access.OPEN);
        return reception.take(
                Sender.named("alertmanager").orElseThrow(),
                Caller.ANYBODY,
                new WebhookRequest(Map.of(), group.getBytes(UTF_8), Post.NOW));
    }

    @Test
    void alertWithAHiddenNameIsReadWithAnEscape() {
        assertThat(alertmanager("Error\u202eRate", "reviews", "f"))
                .isInstanceOf(ReceptionResult.Accepted.class);
        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        read ->
                                assertThat(((AlertFired) read.event()).alert().name())
                                        .isEqualTo("Error\\u202eRate"));
    }

    @Test
    void identifiersAreRefusedAtTheDoor() {
        for (ReceptionResult outcome :
                List.of(
                        alertmanager("ErrorRate", "reviews", "f\u200b"),
                        alertmanager("ErrorRate", "rev\u202eiews", "f"))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            ReceptionResult.Refused.class,
                            refused ->
                                    assertThat(refused.why().reason())
                                            .matches("\\P{C}*")
                                            .contains("\\u20"));
        }
        assertThat(published).isEmpty();
    }

    @Test
    void whatIsLeftOutIsNamedWithEscapes() {
        assertThat(alertmanager("Ki\u2066ck", "", "f"))
                .isInstanceOfSatisfying(
                        ReceptionResult.Accepted.class,
                        accepted ->
                                assertThat(accepted.taken().leftOut())
                                        .singleElement()
                                        .extracting(WebhookAnswer.LeftOut::what)
                                        .isEqualTo("alert Ki\\u2066ck"));
    }
}
