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
import java.util.stream.Stream;

/** How Knative is told to deliver: in order, with retries, a way out and a token. */
class KnativeDeliveryTest {

    private static final Path FUNCTIONS = Path.of("functions");

    /** The Triggers that a person has to ask for. */
    private static List<JsonNode> asked() {
        return Stream.of("command.yaml", "verdict.yaml")
                .flatMap(
                        file ->
                                StrictManifest.documents(FUNCTIONS.resolve("broker").resolve(file))
                                        .stream())
                .toList();
    }

    @Test
    void everySourceAndTriggerGivesUpIntoTheDeadLetters() {
        assertThat(
                        Stream.of(
                                        overlay("functions").resources(),
                                        overlay("../broker").resources(),
                                        asked())
                                .flatMap(List::stream)
                                .filter(
                                        r ->
                                                Set.of("KafkaSource", "Trigger", "Broker")
                                                        .contains(r.path("kind").asText())))
                .hasSize(10)
                .allSatisfy(
                        r -> {
                            JsonNode delivery = r.at("/spec/delivery");
                            assertThat(delivery.path("backoffDelay").asText()).isEqualTo("PT0.2S");
                            assertThat(delivery.at("/deadLetterSink/ref/name").asText())
                                    .isEqualTo("dead-letters");
                            assertThat(delivery.path("retry").asInt()).isEqualTo(300);
                            assertThat(delivery.path("backoffPolicy").asText()).isEqualTo("linear");
                            assertThat(delivery.path("timeout").asText()).isEqualTo("PT60S");
                        });
    }

    @Test
    void everyTriggerIsOrdered() {
        assertThat(Stream.concat(overlay("../broker").all("Trigger"), asked().stream()))
                .hasSize(5)
                .allSatisfy(
                        trigger ->
                                assertThat(
                                                trigger.at("/metadata/annotations")
                                                        .path(
                                                                "kafka.eventing.knative.dev/delivery.order")
                                                        .asText())
                                        .isEqualTo("ordered"));
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
        assertThat(receivers(Stream.concat(overlay.resources().stream(), asked().stream())))
                .isNotEmpty()
                .allSatisfy(to -> assertThat(to.path("audience").asText()).isEqualTo("tidegate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions", "hybrid"})
    void noDeliveryAsksForATokenWhereTheNetworkIsBelieved(String shape) {
        Overlay overlay =
                Overlay.of(
                        Stream.of(
                                        "overlays/" + shape,
                                        shape.equals("functions") ? "broker" : "",
                                        "network")
                                .filter(folder -> !folder.isEmpty())
                                .map(FUNCTIONS::resolve)
                                .toArray(Path[]::new));
        assertThat(overlay.literals()).containsEntry("TIDEGATE_FUNCTIONS_ACCESS", "network");
        assertThat(receivers(overlay.resources().stream()))
                .isNotEmpty()
                .allSatisfy(to -> assertThat(to.has("audience")).isFalse());
    }

    /** Where sources and triggers deliver. */
    private static Stream<JsonNode> receivers(Stream<JsonNode> resources) {
        return resources
                .flatMap(r -> Stream.of(r.at("/spec/sink"), r.at("/spec/subscriber")))
                .filter(JsonNode::isObject);
    }

    @Test
    void brokerTakesWhatPromotesOnlyWhereItIsAskedTo() {
        assertThat(overlay("../broker").all("Trigger").map(Overlay::name))
                .containsExactlyInAnyOrder("deploy-started", "alert", "step-timer");
        assertThat(asked()).extracting(Overlay::name).containsExactly("command", "verdict");
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

    private static Overlay overlay(String shape) {
        return Overlay.of(FUNCTIONS.resolve("overlays").resolve(shape));
    }
}
