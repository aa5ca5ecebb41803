package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.sandbox.ApiServer.Write;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The order of the writes, and what lies between them, by the times at which they were recorded.
 */
class RouteOrderIT extends InTown {

    private static final String STAYS_AT_5 = Policies.SLOW + "propagation: 2s\n";

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
    void subsetOfARolledBackReleaseIsRemovedThePropagationWaitAfterItsLastWeight() {
        // Given a release that was rolled back, of a version that no other route names
        town.service("removal", STAYS_AT_5);
        town.workload("removal", "brief", 1);
        town.deploy("removal", "brief");
        town.awaitStep("removal-1", 1);
        town.alert("removal", "brief");
        town.awaitPhase("removal-1", "RolledBack");
        // When the next one begins at once
        town.deploy("removal", "v3");
        await().atMost(Town.PATIENCE)
                .until(() -> Integer.valueOf(5).equals(town.weights("removal").get("v3")));
        // Then
        Write removed = removed("removal", "brief");
        assertThat(names(removed, "v1") && names(removed, "v3")).isTrue();
        assertThat(sinceLastNamed("removal", "brief", removed))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void subsetsOfReleasesSupersededOneByAnotherAreRemovedThePropagationWaitAfterTheirLastWeight() {
        // Given a release with traffic, and one that takes its place
        town.service("chain", STAYS_AT_5);
        town.workload("chain", "brief", 1);
        town.workload("chain", "briefer", 1);
        town.deploy("chain", "brief");
        town.awaitStep("chain-1", 1);
        town.deploy("chain", "briefer");
        town.awaitPhase("chain-2", "Preparing");
        // When a third takes its place before it got any
        town.deploy("chain", "v3");
        await().atMost(Town.PATIENCE)
                .until(() -> Integer.valueOf(5).equals(town.weights("chain").get("v3")));
        // Then
        assertThat(sinceLastNamed("chain", "brief", removed("chain", "brief")))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(names(removed("chain", "briefer"), "v3")).isTrue();
    }

    /** The first write of the rule that lacks a subset that it had. */
    private Write removed(String name, String subset) {
        return await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.cluster.writes("DestinationRule").stream()
                                        .filter(w -> w.name().equals(name))
                                        .dropWhile(w -> !names(w, subset))
                                        .filter(w -> !names(w, subset))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** How long before it the route was written that names the subset no more; never again. */
    private Duration sinceLastNamed(String name, String subset, Write removed) {
        List<Write> after =
                town.cluster.writes("VirtualService").stream()
                        .filter(w -> w.name().equals(name))
                        .dropWhile(w -> !names(w, subset))
                        .dropWhile(w -> names(w, subset))
                        .toList();
        assertThat(after).isNotEmpty().noneMatch(w -> names(w, subset));
        return Duration.ofNanos(removed.nanos() - after.getFirst().nanos());
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
                .contains("lost the subsets v2 while they were needed; given back");
    }

    private long firstWrite(String kind, String name) {
        return town.cluster.writes(kind).stream()
                .filter(w -> w.name().equals(name))
                .filter(w -> !w.verb().equals("create"))
                .mapToLong(Write::nanos)
                .min()
                .orElseThrow();
    }
}
