package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.FakeWatchdog;
import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Right;
import dev.tidegate.message.EventPublisher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The alert that always fires is a heartbeat, and no event. */
class WatchdogTest {

    private final FakeWatchdog watchdog = new FakeWatchdog();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final List<Right> asked = new CopyOnWriteArrayList<>();
    private final EventPublisher publisher =
            (topic, _, _, _) -> {
                published.add(topic);
                return new Result.Done<>(true);
            };

    /** Everybody may alert in bookinfo, and in no other namespace. */
    private final Access bookinfoOnly =
            Post.denying(right -> asked.add(right) && !right.namespace().equals("bookinfo"));

    private WebhookAnswer taken(
            String sender, Map<String, String> settings, Access access, String... alerts) {
        Reception reception = Post.reception(settings, publisher, access, (_, _) -> {}, watchdog);
        String body = "{\"version\": \"4\", \"alerts\": [%s]}".formatted(String.join(",", alerts));
        ReceptionResult outcome =
                reception.take(
                        Sender.named(sender).orElseThrow(),
                        Caller.webhook(sender),
                        new WebhookRequest(Map.of(), body.getBytes(UTF_8), Post.NOW));
        assertThat(outcome).isInstanceOf(ReceptionResult.Accepted.class);
        return ((ReceptionResult.Accepted) outcome).taken();
    }

    private static String alert(String status, String name, String service) {
        return """
        {"status": "%s", "labels": {"alertname": "%s", "namespace": "tidegate-system"%s},
         "startsAt": "2026-01-31T11:59:58.123Z", "fingerprint": "c1a7e0d5b2f39c84"}
        """
                .formatted(status, name, service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"service\": \"prometheus\""})
    void firingIsHeardOnceAndPublishesNothing(String service) {
        for (String sender : List.of("alertmanager", "grafana")) {
            watchdog.heartbeats.set(0);
            WebhookAnswer taken =
                    taken(
                            sender,
                            Map.of(),
                            Access.OPEN,
                            alert("firing", "TidegateWatchdog", service));
            assertThat(watchdog.heartbeats).hasValue(1);
            assertThat(published).isEmpty();
            assertThat(taken.leftOut())
                    .singleElement()
                    .returns("alert TidegateWatchdog", WebhookAnswer.LeftOut::what)
                    .satisfies(l -> assertThat(l.why()).contains("is the watchdog"));
        }
    }

    @Test
    void resolvedIsNothing() {
        WebhookAnswer taken =
                taken(
                        "alertmanager",
                        Map.of(),
                        Access.OPEN,
                        alert("resolved", "TidegateWatchdog", ""));
        assertThat(watchdog.heartbeats).hasValue(0);
        assertThat(taken.leftOut()).hasSize(1);
    }

    @Test
    void grafanasThatWasNotMeasuredIsNothing() {
        String unmeasured =
                alert(
                        "firing",
                        "TidegateWatchdog",
                        "}, \"annotations\": {\"grafana_state_reason\": \"KeepLast\"");
        taken("grafana", Map.of(), Access.OPEN, unmeasured);
        assertThat(watchdog.heartbeats).hasValue(0);
    }

    @Test
    void settingSaysWhichAlertItIs() {
        Map<String, String> settings = Map.of("tidegate.watchdog.alert", "Watchdog");
        taken("alertmanager", settings, Access.OPEN, alert("firing", "TidegateWatchdog", ""));
        assertThat(watchdog.heartbeats).hasValue(0);
        taken("alertmanager", settings, Access.OPEN, alert("firing", "Watchdog", ""));
        assertThat(watchdog.heartbeats).hasValue(1);
        Map<String, String> none = Map.of("tidegate.watchdog.alert", "");
        taken("alertmanager", none, Access.OPEN, alert("firing", "", ""));
        assertThat(watchdog.heartbeats).hasValue(1);
    }

    @Test
    void whoMayNotAlertInTidegatesNamespaceIsNotHeard() {
        String heartbeat = alert("firing", "TidegateWatchdog", "");
        assertThatThrownBy(() -> taken("alertmanager", Map.of(), bookinfoOnly, heartbeat))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("tidegate-system");
        // and neither beside an alert that may be told
        String other =
                alert("firing", "CanaryErrorRate", ", \"service\": \"reviews\"")
                        .replace("tidegate-system", "bookinfo");
        WebhookAnswer taken = taken("alertmanager", Map.of(), bookinfoOnly, heartbeat, other);
        assertThat(published).hasSize(1);
        assertThat(taken.leftOut()).hasSize(1);
        assertThat(watchdog.heartbeats).hasValue(0);
        assertThat(asked).anyMatch(right -> right.toString().contains("tidegate-system"));
    }
}
