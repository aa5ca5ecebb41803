package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code functions/} installs, in each of its shapes; {@link ManifestsTest} reads its files.
 */
class FunctionsTest {

    private static final Path FUNCTIONS = Path.of("functions");
    private static final Set<String> NAMES =
            Set.of("deploy-started", "alert", "step-timer", "command");

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
                        "tidegate.timers",
                        "tidegate.commands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-in-one", "functions", "hybrid"})
    void somethingMovesTheTimers(String shape) {
        Overlay overlay = overlay(shape);
        boolean alwaysOn = overlay.all("Deployment").findAny().isPresent();
        assertThat(overlay.all("PingSource").count()).isEqualTo(alwaysOn ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions", "hybrid"})
    void everyReferenceIsThere(String shape) {
        Overlay overlay = overlay(shape);
        Set<String> there =
                overlay.resources().stream()
                        .map(r -> StrictManifest.kind(r) + " " + Overlay.name(r))
                        .collect(Collectors.toSet());
        for (JsonNode resource : overlay.resources()) {
            for (JsonNode ref : resource.findValues("ref")) {
                assertThat(there)
                        .contains(StrictManifest.kind(ref) + " " + ref.path("name").asText());
            }
        }
    }

    @Test
    void everySourceAndTriggerGivesUpIntoTheDeadLetters() {
        Stream.of(overlay("functions"), Overlay.of(FUNCTIONS.resolve("broker")))
                .flatMap(o -> o.resources().stream())
                .filter(
                        r ->
                                Set.of("KafkaSource", "Trigger", "Broker")
                                        .contains(r.path("kind").asText()))
                .forEach(
                        r -> {
                            JsonNode delivery = r.at("/spec/delivery");
                            assertThat(delivery.at("/deadLetterSink/ref/name").asText())
                                    .isEqualTo("dead-letters");
                            assertThat(delivery.path("retry").asInt()).isEqualTo(300);
                            assertThat(delivery.path("backoffPolicy").asText()).isEqualTo("linear");
                            assertThat(delivery.path("timeout").asText()).isEqualTo("PT60S");
                        });
    }

    @Test
    void everySourceIsOrderedAndHasAGroupOfItsOwn() {
        Set<String> groups = new HashSet<>(Set.of("tidegate"));
        overlay("functions")
                .all("KafkaSource")
                .forEach(
                        source -> {
                            assertThat(source.at("/spec/ordering").asText()).isEqualTo("ordered");
                            assertThat(source.at("/spec/initialOffset").asText())
                                    .isEqualTo("earliest");
                            assertThat(groups.add(source.at("/spec/consumerGroup").asText()))
                                    .isTrue();
                        });
        assertThat(groups).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions", "hybrid", "../broker"})
    void everyDeliveryCarriesATokenThatTheFunctionBelieves(String shape) throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/resources/application.properties")))
                .contains("tidegate.functions.access=token", "tidegate.access.audiences=tidegate");
        Overlay overlay = overlay(shape);
        assertThat(overlay.literals()).doesNotContainKey("TIDEGATE_FUNCTIONS_ACCESS");
        assertThat(
                        overlay.resources().stream()
                                .flatMap(r -> Stream.of(r.at("/spec/sink"), r.at("/spec/subscriber")))
                                .filter(JsonNode::isObject))
                .isNotEmpty()
                .allSatisfy(
                        to -> assertThat(to.path("audience").asText()).isEqualTo("tidegate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions", "hybrid"})
    void sourcesMayDeliver(String shape) {
        assertThat(overlay(shape).all("ClusterRoleBinding"))
                .filteredOn(b -> b.at("/roleRef/name").asText().equals("tidegate-source"))
                .singleElement()
                .satisfies(
                        b ->
                                assertThat(b.at("/subjects/0/name").asText())
                                        .isEqualTo("system:serviceaccounts:tidegate-system"));
    }

    @Test
    void everyFunctionIsTheOneThatItsNameSays() {
        for (String name : NAMES) {
            Path folder = FUNCTIONS.resolve(name);
            JsonNode func = StrictManifest.documents(folder.resolve("func.yaml")).getFirst();
            assertThat(StrictManifest.problem(func, FuncYaml.class)).as(name).isEmpty();
            assertThat(func.path("name").asText()).isEqualTo(name);
            JsonNode service = StrictManifest.documents(folder.resolve("service.yaml")).getFirst();
            for (JsonNode envs :
                    List.of(
                            func.at("/run/envs"),
                            service.at("/spec/template/spec/containers/0/env"))) {
                assertThat(envs).anyMatch(e -> e.path("value").asText().equals(name));
                assertThat(envs).anyMatch(e -> e.path("value").asText().equals("functions"));
            }
        }
    }

    private static Overlay overlay(String shape) {
        return Overlay.of(FUNCTIONS.resolve("overlays").resolve(shape));
    }
}
