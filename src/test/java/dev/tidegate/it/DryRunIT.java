package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Releases that decide and tell everything, and write no route. */
class DryRunIT extends InTown {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DRY = "dryRun: true\n";

    private static final List<String> ROUTES = List.of("VirtualService", "DestinationRule");

    @Test
    void dryRunTellsOfEachMoveToSuccessAndWritesNoRoute() {
        town.service("dry", Policies.QUICK + DRY);
        List<String> before = versions("dry");
        // When
        town.deploy("dry", "v2");
        town.awaitPhase("dry-1", "Succeeded");
        // Then each move is told, as one of a dry run
        assertThat(movesTold("dry-1"))
                .containsExactly(
                        "1 Pending",
                        "2 Preparing",
                        "3 Progressing",
                        "4 Progressing",
                        "5 Baking",
                        "6 Succeeded");
        assertThat(told("dry")).isNotEmpty().allMatch(event -> event.path("dryRun").asBoolean());
        assertThat(town.status("dry-1").path("history"))
                .allMatch(move -> move.path("cause").asText().startsWith("dry run: "));
        assertThat(
                        town.records("tidegate.cdevents").stream()
                                .filter(event -> event.key().equals(Town.NAMESPACE + "/dry"))
                                .map(event -> Event.header(event, "ce_type")))
                .noneMatch(type -> type.contains("service.upgraded"));
        // and the routes are as they were
        assertUntouched("dry", before);
        // When the policy is dry no more, Then the next release starts from what they carry
        town.put(ServiceObjects.of("dry", Policies.PAUSING).getLast());
        town.deploy("dry", "v3");
        town.awaitPhase("dry-2", "Paused");
        awaitWeight("dry", "v3", 5);
        assertThat(town.weights("dry")).isEqualTo(Map.of("v1", 95, "v3", 5));
        assertThat(versions("dry")).doesNotContainAnyElementsOf(before);
    }

    @Test
    void alertAndCommandsMoveADryRunAndWriteNoRoute() {
        // Given one that pauses
        town.service("rehearsed", Policies.PAUSING + DRY);
        List<String> before = versions("rehearsed");
        town.deploy("rehearsed", "v2");
        town.awaitPhase("rehearsed-1", "Paused");
        // When it is promoted, and an alert fires while it bakes
        town.command("rehearsed", "promote");
        town.awaitPhase("rehearsed-1", "Baking");
        town.alert("rehearsed", "v2");
        town.awaitPhase("rehearsed-1", "RolledBack");
        // Then all is told
        assertThat(movesTold("rehearsed-1"))
                .containsExactly(
                        "1 Pending",
                        "2 Preparing",
                        "3 Paused",
                        "4 Baking",
                        "5 RollingBack",
                        "6 RolledBack");
        assertThat(told("rehearsed")).allMatch(event -> event.path("dryRun").asBoolean());
        assertUntouched("rehearsed", before);
    }

    private void assertUntouched(String service, List<String> before) {
        assertThat(versions(service)).isEqualTo(before);
        assertThat(ROUTES.stream().flatMap(kind -> town.cluster.writes(kind).stream()))
                .noneMatch(write -> write.name().equals(service));
    }

    /** The resourceVersions of its routes. */
    private List<String> versions(String service) {
        return ROUTES.stream()
                .map(kind -> town.cluster.get(kind, Town.NAMESPACE, service).orElseThrow())
                .map(route -> route.at("/metadata/resourceVersion").asText())
                .toList();
    }

    /** What the audit log tells of it. */
    private List<JsonNode> told(String service) {
        return town.records("tidegate.rollouts").stream()
                .filter(event -> event.key().equals(Town.NAMESPACE + "/" + service))
                .map(ConsumerRecord::value)
                .flatMap(value -> Stream.of(tree(value)))
                .toList();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
