package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code functions/} installs, in each of its shapes; {@link ManifestsTest} reads its files.
 */
class FunctionsTest {

    private static final Path FUNCTIONS = Path.of("functions");
    private static final String ANALYSIS = "tidegate-analysis";

    @ParameterizedTest
    @ValueSource(strings = {"all-in-one", "functions", "hybrid"})
    void everyTopicIsConsumedExactlyOnce(String shape) {
        Overlay overlay = overlay(shape);
        assertThat(
                        Stream.concat(
                                overlay.topicsOfFunctions().stream(),
                                overlay.topicsOfController().stream()))
                .containsExactlyInAnyOrder(
                        "tidegate.deployments",
                        "tidegate.alerts",
                        "tidegate.verdicts",
                        "tidegate.timers",
                        "tidegate.commands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-in-one", "functions", "hybrid"})
    void somethingMovesTheTimers(String shape) {
        Overlay overlay = overlay(shape);
        boolean alwaysOn = overlay.alwaysOn();
        assertThat(overlay.all("PingSource").map(p -> p.at("/spec/schedule").asText()))
                .isEqualTo(alwaysOn ? List.of() : List.of("* * * * *"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions", "hybrid", "functions and ../broker"})
    void everyReferenceIsThere(String shapes) {
        Overlay overlay =
                Overlay.of(
                        Stream.of(shapes.split(" and "))
                                .map(FUNCTIONS.resolve("overlays")::resolve)
                                .toArray(Path[]::new));
        Set<String> there =
                overlay.resources().stream()
                        .map(r -> StrictManifest.kind(r) + " " + Overlay.name(r))
                        .collect(toSet());
        for (JsonNode resource : overlay.resources()) {
            for (JsonNode ref : resource.findValues("ref")) {
                assertThat(there)
                        .contains(StrictManifest.kind(ref) + " " + ref.path("name").asText());
            }
        }
    }

    @Test
    void functionsHaveNoRightsOnTheirNode() {
        for (JsonNode function : overlay("functions").all("Service").toList()) {
            JsonNode pod = function.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(container.path("securityContext").toString())
                    .as(function.at("/metadata/name").asText())
                    .isEqualTo(
                            """
                            {"runAsNonRoot":true,"runAsUser":10001,"allowPrivilegeEscalation":false,\
                            "readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]},\
                            "seccompProfile":{"type":"RuntimeDefault"}}\
                            """);
            assertThat(container.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
            assertThat(pod.at("/volumes/0/emptyDir").isObject()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "all-in-one, k8s/monitoring",
        "functions, functions/monitoring",
        "hybrid, k8s/monitoring"
    })
    void alertmanagerReachesWhoReadsItsSecret(String shape, Path monitoring) {
        Overlay overlay = Overlay.of(FUNCTIONS.resolve("overlays").resolve(shape), monitoring);
        JsonNode webhook =
                overlay.all("AlertmanagerConfig")
                        .findFirst()
                        .orElseThrow()
                        .at("/spec/receivers/0/webhookConfigs/0");
        URI url = URI.create(webhook.path("url").asText());
        assertThat(url.getPath()).isEqualTo("/webhooks/alertmanager");
        JsonNode service =
                overlay.all("Service")
                        .filter(s -> url.getHost().equals(Overlay.name(s) + ".tidegate-system"))
                        .findFirst()
                        .orElseThrow();
        JsonNode runs =
                service.at("/spec/template").isObject()
                        ? service
                        : overlay.all("Deployment").findFirst().orElseThrow();
        JsonNode secret = webhook.at("/httpConfig/authorization/credentials");
        assertThat(runs.at("/spec/template/spec/containers/0/env"))
                .map(JsonNode::toString)
                .contains(
                        """
                        {"name":"TIDEGATE_WEBHOOKS_ALERTMANAGER_SECRET","valueFrom":{"secretKeyRef":\
                        {"name":%s,"key":%s,"optional":true}}}\
                        """
                                .formatted(secret.path("name"), secret.path("key")));
        // and nothing is scraped that is not there
        Set<String> services = overlay.all("Service").map(Overlay::name).collect(toSet());
        assertThat(overlay.all("ServiceMonitor").map(Overlay::name)).allMatch(services::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-in-one", "functions", "hybrid"})
    void everyPodHasItsNetworkPolicyAndNoSelectorIsIdle(String shape) {
        Overlay overlay = overlay(shape);
        Set<String> pods =
                overlay.all("Service")
                        .filter(s -> s.path("apiVersion").asText().startsWith("serving."))
                        .map(Overlay::name)
                        .collect(toSet());
        boolean alwaysOn = overlay.alwaysOn();
        // one for the analysis, which is in every shape
        assertThat(overlay.all("PodDisruptionBudget").count()).isEqualTo(alwaysOn ? 2 : 1);
        assertThat(
                        overlay.all("NetworkPolicy")
                                .filter(p -> p.at("/spec/podSelector/matchLabels").isObject()))
                .hasSize(alwaysOn ? 2 : 1);
        JsonNode expression =
                overlay.all("NetworkPolicy")
                        .map(p -> p.at("/spec/podSelector/matchExpressions/0"))
                        .filter(JsonNode::isObject)
                        .findFirst()
                        .orElse(MissingNode.getInstance());
        Set<String> selected = new HashSet<>();
        expression.path("values").forEach(value -> selected.add(value.asText()));
        assertThat(selected).containsAll(pods);
        if (!pods.isEmpty()) {
            assertThat(expression.path("key").asText()).isEqualTo("serving.knative.dev/service");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-in-one", "functions", "hybrid"})
    void kafkaTlsReachesAllThatSpeaksToKafka(String shape) {
        Overlay overlay =
                Overlay.of(
                        FUNCTIONS.resolve("overlays").resolve(shape),
                        FUNCTIONS.resolve("kafka-tls"));
        assertThat(overlay.resources())
                .allSatisfy(r -> assertThat(StrictManifest.problem(r)).isEmpty());
        assertThat(overlay.literals()).containsEntry("KAFKA_SECURITY_PROTOCOL", "SSL");
        Map<String, List<String>> certificates =
                Map.of(
                        "Deployment",
                        Collections.nCopies(3, "tidegate-kafka"),
                        ANALYSIS,
                        Collections.nCopies(3, "tidegate-analysis-kafka"),
                        "Service",
                        Collections.nCopies(3, "tidegate-kafka"),
                        "KafkaSource",
                        Collections.nCopies(3, "tidegate-sources-kafka"),
                        "KafkaSink",
                        List.of("tidegate-sources-kafka"));
        for (JsonNode resource : overlay.resources()) {
            boolean forwards = StrictManifest.kind(resource).equals("v1 Service");
            String kind = forwards ? "" : user(resource);
            assertThat(resource.findValuesAsText("name"))
                    .as(Overlay.name(resource))
                    .filteredOn(name -> name.endsWith("-kafka"))
                    .isEqualTo(certificates.getOrDefault(kind, List.of()));
        }
        assertThat(
                        Stream.concat(overlay.all("Deployment"), overlay.all("Service"))
                                .filter(r -> !user(r).equals(ANALYSIS))
                                .map(r -> r.at("/spec/template/spec/containers/0/env"))
                                .filter(JsonNode::isArray)
                                .map(FunctionsTest::ofKafka)
                                .distinct())
                .as("KafkaTlsIT tries the Deployment's")
                .hasSize(1);
    }

    /** The analysis is another user of Kafka's than the rest. */
    private static String user(JsonNode resource) {
        return Overlay.name(resource).equals(ANALYSIS)
                        && resource.path("kind").asText().equals("Deployment")
                ? ANALYSIS
                : resource.path("kind").asText();
    }

    private static List<JsonNode> ofKafka(JsonNode env) {
        return env.valueStream()
                .filter(entry -> entry.path("name").asText().startsWith("KAFKA_"))
                .toList();
    }

    private static Overlay overlay(String shape) {
        return Overlay.of(FUNCTIONS.resolve("overlays").resolve(shape));
    }
}
