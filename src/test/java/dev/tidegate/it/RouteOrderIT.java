package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.sandbox.ApiServer.Write;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/**
 * The order of the writes, and what lies between them, by the times at which they were recorded.
 */
class RouteOrderIT extends InTown {

    @Test
    void subsetIsDefinedForThePropagationWaitBeforeAnyWeightPointsAtIt() {
        town.service("order", Policies.QUICK + "propagation: 2s");
        town.deploy("order", "v2");
        town.awaitPhase("order-1", "Succeeded");
        assertThat(
                        Duration.ofNanos(
                                firstWrite("VirtualService", "order")
                                        - firstWrite("DestinationRule", "order")))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void subsetIsRemovedAfterTheLastRouteThatPointsAtIt() {
        // Given a release that was rolled back, of a version that no other route names
        town.service("removal", Policies.SLOW);
        town.workload("removal", "brief", 1);
        town.deploy("removal", "brief");
        town.awaitStep("removal-1", 1);
        town.alert("removal", "brief");
        town.awaitPhase("removal-1", "RolledBack");
        // When the next one tidies what it added
        town.deploy("removal", "v3");
        await().atMost(Town.PATIENCE)
                .until(() -> Integer.valueOf(5).equals(town.weights("removal").get("v3")));
        // Then no route names the subset any more when it goes
        Write removed =
                town.cluster.writes("DestinationRule").stream()
                        .filter(w -> w.name().equals("removal"))
                        .dropWhile(w -> !names(w, "brief"))
                        .filter(w -> !names(w, "brief"))
                        .findFirst()
                        .orElseThrow();
        assertThat(names(removed, "v1") && names(removed, "v3")).isTrue();
        assertThat(town.cluster.writes("VirtualService"))
                .filteredOn(w -> w.name().equals("removal") && w.nanos() < removed.nanos())
                .last()
                .satisfies(w -> assertThat(names(w, "brief")).isFalse());
        assertThat(town.cluster.writes("VirtualService"))
                .filteredOn(w -> w.name().equals("removal") && w.nanos() > removed.nanos())
                .isNotEmpty()
                .allSatisfy(w -> assertThat(names(w, "brief")).isFalse());
    }

    /** Whether the written object's spec names the subset. */
    private static boolean names(Write write, String subset) {
        return write.object().path("spec").toString().contains("\"%s\"".formatted(subset));
    }

    @Test
    void subsetTakenAwayUnderTrafficIsGivenBackAndKnownBeforeTheVersionGetsMore() {
        // Given a release at its first step
        town.service(
                "lost",
                """
                steps: [{weight: 5, hold: 3s}, {weight: 50, hold: 200ms}, {weight: 100}]
                bake: 0s
                propagation: 2s
                """);
        town.deploy("lost", "v2");
        await().atMost(Town.PATIENCE)
                .until(() -> Integer.valueOf(5).equals(town.weights("lost").get("v2")));
        // When somebody applies the rule again as it is in Git
        ObjectNode rule = town.cluster.get("DestinationRule", Town.NAMESPACE, "lost").orElseThrow();
        ArrayNode subsets = rule.withArray("/spec/subsets");
        for (int i = subsets.size() - 1; i >= 0; i--) {
            if (subsets.get(i).path("name").asText().equals("v2")) {
                subsets.remove(i);
            }
        }
        town.cluster.put(rule.toString());
        town.awaitPhase("lost-1", "Succeeded");
        // Then it was given back, and two seconds later the version got more
        long givenBack =
                town.cluster.writes("DestinationRule").stream()
                        .filter(w -> w.name().equals("lost"))
                        .filter(w -> w.object().at("/spec/subsets").toString().contains("v2"))
                        .mapToLong(Write::nanos)
                        .max()
                        .orElseThrow();
        long more =
                town.cluster.writes("VirtualService").stream()
                        .filter(w -> w.name().equals("lost"))
                        .filter(w -> w.object().at("/spec").toString().contains("\"weight\":50"))
                        .mapToLong(Write::nanos)
                        .min()
                        .orElseThrow();
        assertThat(Duration.ofNanos(more - givenBack))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(town.status("lost-1").path("history").toString())
                .contains("lost the subsets [v2] while they were needed; given back");
    }

    private static long firstWrite(String kind, String name) {
        return town.cluster.writes(kind).stream()
                .filter(w -> w.name().equals(name))
                .filter(w -> !w.verb().equals("create"))
                .mapToLong(Write::nanos)
                .min()
                .orElseThrow();
    }
}
