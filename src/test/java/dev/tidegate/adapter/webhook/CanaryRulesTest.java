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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of {@code k8s/monitoring}: what can be said of their PromQL without a Prometheus, and
 * that what they fire is understood.
 */
class CanaryRulesTest {

    private static final Path FOLDER = Path.of("k8s", "monitoring");

    /**
     * The labels of istio_requests_total: https://istio.io/latest/docs/reference/config/metrics/
     */
    private static final Set<String> LABELS =
            Set.of(
                    "reporter",
                    "source_workload",
                    "source_workload_namespace",
                    "source_principal",
                    "source_app",
                    "source_version",
                    "source_canonical_service",
                    "source_canonical_revision",
                    "source_cluster",
                    "destination_workload",
                    "destination_workload_namespace",
                    "destination_principal",
                    "destination_app",
                    "destination_version",
                    "destination_service",
                    "destination_service_name",
                    "destination_service_namespace",
                    "destination_canonical_service",
                    "destination_canonical_revision",
                    "destination_cluster",
                    "request_protocol",
                    "response_code",
                    "connection_security_policy",
                    "response_flags",
                    "grpc_response_status");

    private static final Set<String> WORDS =
            Set.of("sum", "by", "rate", "increase", "and", "or", "istio_requests_total");

    private static List<Rule> rules() {
        return StrictManifest.all(FOLDER.resolve("rules.yaml"), PrometheusRule.class).stream()
                .flatMap(rule -> rule.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    static Stream<String> expressions() {
        return rules().stream().map(rule -> rule.getExpr().getStrVal());
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult r) -> r.group(1));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void everyMetricAndLabelIsThere(String expression) {
        Set<String> recorded =
                rules().stream()
                        .filter(rule -> rule.getRecord() != null)
                        .map(Rule::getRecord)
                        .collect(Collectors.toSet());
        String bare = expression.replaceAll("\"[^\"]*\"", "").replaceAll("\\[\\d+m]", "");
        assertThat(found("([a-zA-Z_:][\\w:]*)", bare))
                .isNotEmpty()
                .allSatisfy(
                        word ->
                                assertThat(
                                                WORDS.contains(word)
                                                        || LABELS.contains(word)
                                                        || recorded.contains(word))
                                        .as(word)
                                        .isTrue());
        assertThat(found("by \\(([^)]*)\\)", bare).flatMap(by -> Arrays.stream(by.split(", "))))
                .allSatisfy(label -> assertThat(LABELS).contains(label));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void everyBracketIsClosed(String expression) {
        Deque<Character> open = new ArrayDeque<>();
        for (char c : expression.replaceAll("\"[^\"]*\"", "").toCharArray()) {
            switch (c) {
                case '(' -> open.push(')');
                case '[' -> open.push(']');
                case '{' -> open.push('}');
                case ')', ']', '}' -> assertThat(open.poll()).as(expression).isEqualTo(c);
                default -> {}
            }
        }
        assertThat(open).as(expression).isEmpty();
    }

    /** Numerator and denominator by the same labels, of the same reporter, over one window. */
    @ParameterizedTest
    @MethodSource("expressions")
    void bothSidesOfARatioAreOfOneKind(String expression) {
        assertThat(found("by \\(([^)]*)\\)", expression).collect(Collectors.toSet())).hasSize(1);
        assertThat(found("reporter=\"(\\w+)\"", expression).collect(Collectors.toSet())).hasSize(1);
        assertThat(found("\\[(\\d+m)]", expression).collect(Collectors.toSet())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void whatBlamesNobodyIsLeftOut(String expression) {
        assertThat(found("istio_requests_total\\{([^}]*)}", expression))
                .allSatisfy(
                        labels ->
                                assertThat(labels)
                                        .contains("destination_service_namespace!=\"unknown\"")
                                        .contains(
                                                labels.contains("reporter=\"source\"")
                                                        ? "destination_workload!=\"unknown\""
                                                        : "destination_version!=\"unknown\""));
    }

    @ParameterizedTest
    @CsvSource({"CanaryErrorRate, v3", "CanaryUnreachable, reviews-v3"})
    void alertIsUnderstoodAndNamesTheCanary(String name, String blamed)
            throws JsonProcessingException {
        // Given what Alertmanager sends for the rule: the labels of the sum and those of the rule
        Rule rule =
                rules().stream().filter(r -> name.equals(r.getAlert())).findFirst().orElseThrow();
        Map<String, String> series =
                Map.of(
                        "destination_service_namespace", "bookinfo",
                        "destination_service_name", "reviews",
                        "destination_version", "v3",
                        "destination_workload", "reviews-v3");
        Map<String, String> labels = new HashMap<>(rule.getLabels());
        labels.put("alertname", name);
        found("by \\(([^)]*)\\)", rule.getExpr().getStrVal())
                .flatMap(by -> Arrays.stream(by.split(", ")))
                .forEach(label -> labels.put(label, series.getOrDefault(label, "")));
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
                                new Delivery(Map.of(), body.getBytes(UTF_8), Post.NOW),
                                Post.webhooks(Map.of()).mapping(alertmanager));

        // Then it is an alert of that service, which blames that version, and which a policy acts
        // on
        assertThat(readings).singleElement().isInstanceOf(Reading.Made.class);
        AlertFired fired = (AlertFired) ((Reading.Made) readings.getFirst()).event();
        assertThat(fired.service()).hasToString("bookinfo/reviews");
        assertThat(fired.alert().version().or(fired.alert()::workload)).contains(blamed);
        assertThat(fired.alert().severity()).isEqualTo("critical");
        assertThat(fired.alert().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"CanaryErrorRate", "CanaryUnreachable"})
    void alertmanagerSendsItHereAtOnce(String name) {
        AlertmanagerConfig config =
                StrictManifest.all(FOLDER.resolve("alertmanager.yaml"), AlertmanagerConfig.class)
                        .getFirst();
        Rule rule =
                rules().stream().filter(r -> name.equals(r.getAlert())).findFirst().orElseThrow();

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

    @ParameterizedTest
    @CsvSource({"version_errors", "workload_unreached"})
    void shortWindowIsPairedWithALongOne(String ratio) {
        String alert =
                rules().stream()
                        .filter(rule -> rule.getAlert() != null)
                        .map(rule -> rule.getExpr().getStrVal())
                        .filter(expression -> expression.contains(ratio))
                        .findFirst()
                        .orElseThrow();
        assertThat(found("ratio_(rate\\d+m > [\\d.]+)", alert))
                .containsExactly("rate5m > 14.4", "rate1m > 14.4", "rate30m > 6", "rate5m > 6");
    }
}
