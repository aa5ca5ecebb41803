package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.quality.StrictManifest;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the alerts of {@code k8s/monitoring} lead, and that those about a release are understood;
 * what fires them is tried in {@code dev.tidegate.monitoring}.
 */
class CanaryRulesTest {

    private static final Path FOLDER = Path.of("k8s", "monitoring");

    private static Stream<Rule> alerts(String file) {
        return StrictManifest.all(FOLDER.resolve(file), PrometheusRule.class).stream()
                .flatMap(rule -> rule.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> rule.getAlert() != null);
    }

    private static Rule rule(String name) {
        return alerts("rules.yaml")
                .filter(rule -> name.equals(rule.getAlert()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "CanaryErrorRate, destination_version, v3",
        "CanaryUnreachable, destination_workload, reviews-v3",
        "CanaryLatency, destination_version, v3",
        "ReleaseUnmeasured, destination_version, v2",
        "CanaryUnrouted, , "
    })
    void alertIsUnderstoodAndNamesWhomItBlames(
            String name, @Nullable String label, @Nullable String blamed)
            throws JsonProcessingException {
        // Given what Alertmanager sends for the rule: the labels of its result and those of the
        // rule
        Rule rule = rule(name);
        Map<String, String> labels = new HashMap<>(rule.getLabels());
        labels.put("alertname", name);
        labels.put("destination_service_namespace", "bookinfo");
        labels.put("destination_service_name", "reviews");
        if (label != null && blamed != null) {
            labels.put(label, blamed);
        }
        Map<String, Object> alert =
                Map.of(
                        "status", "firing",
                        "labels", labels,
                        "annotations", rule.getAnnotations(),
                        "startsAt", "2026-01-31T11:59:58.123Z",
                        "endsAt", "0001-01-01T00:00:00Z",
                        "generatorURL", "https://prometheus.example.org/graph",
                        "fingerprint", "c1a7e0d5b2f39c84");
        String body =
                new ObjectMapper()
                        .writeValueAsString(Map.of("version", "4", "alerts", List.of(alert)));

        // When it is read with the settings that are shipped
        Sender alertmanager = Sender.named("alertmanager").orElseThrow();
        List<Reading> readings =
                alertmanager
                        .decoder()
                        .read(
                                new WebhookRequest(Map.of(), body.getBytes(UTF_8), Post.NOW),
                                Post.webhooks(Map.of()).mapping(alertmanager));

        // Then it is an alert of that service, which blames that version, and which a policy acts
        // on
        assertThat(readings).singleElement().isInstanceOf(Reading.Made.class);
        AlertFired fired = (AlertFired) ((Reading.Made) readings.getFirst()).event();
        assertThat(fired.service()).hasToString("bookinfo/reviews");
        assertThat(fired.alert().version().or(fired.alert()::workload))
                .isEqualTo(Optional.ofNullable(blamed));
        assertThat(fired.alert().severity()).isEqualTo("critical");
        assertThat(fired.alert().name()).isEqualTo(name);
    }

    static Stream<String> releaseAlerts() {
        return alerts("rules.yaml").map(Rule::getAlert);
    }

    static Stream<Rule> aboutTidegate() {
        return alerts("itself.yaml");
    }

    @ParameterizedTest
    @MethodSource("releaseAlerts")
    void alertmanagerSendsItHereAtOnce(String name) {
        AlertmanagerConfig config =
                StrictManifest.all(FOLDER.resolve("alertmanager.yaml"), AlertmanagerConfig.class)
                        .getFirst();
        Rule rule = rule(name);

        // the matchers of the route, and the one that the operator adds
        config.getSpec()
                .getRoute()
                .getMatchers()
                .forEach(
                        matcher ->
                                assertThat(rule.getLabels())
                                        .containsEntry(matcher.getName(), matcher.getValue()));
        assertThat(rule.getLabels())
                .containsEntry("namespace", config.getMetadata().getNamespace());
        assertThat(config.getSpec().getRoute().getGroupWait()).isEqualTo("0s");
        assertThat(rule.getFor()).isNull();

        // and the receiver is our webhook
        assertThat(config.getSpec().getReceivers())
                .singleElement()
                .satisfies(
                        receiver -> {
                            assertThat(receiver.getName())
                                    .isEqualTo(config.getSpec().getRoute().getReceiver());
                            assertThat(receiver.getWebhookConfigs().getFirst().getUrl())
                                    .isEqualTo(
                                            "http://tidegate.tidegate-system/webhooks/alertmanager");
                        });
    }

    @Test
    void watchdogIsSentHereEachMinuteAndUnderstood() throws JsonProcessingException {
        // Given its rule and the route of its own
        Rule rule =
                alerts("itself.yaml")
                        .filter(r -> "TidegateWatchdog".equals(r.getAlert()))
                        .findFirst()
                        .orElseThrow();
        AlertmanagerConfig config =
                StrictManifest.all(FOLDER.resolve("alertmanager.yaml"), AlertmanagerConfig.class)
                        .getLast();
        var route = config.getSpec().getRoute();
        assertThat(route.getMatchers())
                .singleElement()
                .returns("alertname", matcher -> matcher.getName())
                .returns(rule.getAlert(), matcher -> matcher.getValue());
        assertThat(rule.getLabels())
                .containsEntry("namespace", config.getMetadata().getNamespace());
        assertThat(route.getGroupInterval()).isEqualTo("30s");
        assertThat(route.getRepeatInterval()).isEqualTo("1m");
        assertThat(config.getSpec().getReceivers().getFirst().getWebhookConfigs().getFirst())
                .returns(
                        "http://tidegate.tidegate-system/webhooks/alertmanager",
                        webhook -> webhook.getUrl());

        // When what Alertmanager sends for it is read with the settings that are shipped
        Map<String, String> labels = new HashMap<>(rule.getLabels());
        labels.put("alertname", rule.getAlert());
        Map<String, Object> alert = Map.of("status", "firing", "labels", labels);
        String body = new ObjectMapper().writeValueAsString(Map.of("alerts", List.of(alert)));
        Sender alertmanager = Sender.named("alertmanager").orElseThrow();

        // Then it is a heartbeat
        assertThat(
                        alertmanager
                                .decoder()
                                .read(
                                        new WebhookRequest(
                                                Map.of(), body.getBytes(UTF_8), Post.NOW),
                                        Post.webhooks(Map.of()).mapping(alertmanager)))
                .containsExactly(new Reading.Heartbeat("TidegateWatchdog"));
    }

    /** No matcher of the route lets it through. */
    @ParameterizedTest
    @MethodSource("aboutTidegate")
    void alertAboutTidegateGoesToPeople(Rule rule) {
        assertThat(rule.getLabels()).containsKey("severity").doesNotContainKey("tidegate");
        assertThat(rule.getAnnotations()).containsKey("summary");
    }
}
