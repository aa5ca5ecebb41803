package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.cases.Case;
import dev.tidegate.sandbox.ApiServer.Write;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The cases that only a release shows. Each is played up to a state that both the right behaviour
 * and a wrong one come to, and judged there.
 */
class PlayedCasesIT extends InTown {

    private static final int STORM = 300;

    /** A storm that is written down alert by alert takes its time on a busy machine. */
    private static final Duration STORM_PATIENCE = Town.PATIENCE.multipliedBy(5);

    List<Case> cases() {
        return Case.by("play");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void releaseDoesWhatIsRight(Case each) throws Throwable {
        switch (each.toString()) {
            case "alert-that-names-the-canary-is-ignored/version-label-of-something-else" ->
                    alertThatNamesTheCanarysWorkloadRollsBack(each);
            case "alerts-that-do-not-matter-delay-the-one-that-does/storm-of-another-version" ->
                    alertBehindAStormWaitsForNoWritesOfIt(each);
            case "resolved-alert-keeps-firing-in-memory/grafana-12-resolved-with-another-start" ->
                    resolvedAlertHoldsNoLaterRelease(each);
            case "rollback-misses-a-route-that-moved/virtual-service-renamed" ->
                    rollbackIsOverWhenNoRouteLeadsToTheCanary(each);
            default -> {
                if (!each.toString().startsWith("pods-are-looked-at-once/")) {
                    fail("%s is played by no test; play it here", each);
                }
                new PlayedPods(town).play(each);
            }
        }
    }

    private void alertThatNamesTheCanarysWorkloadRollsBack(Case each) throws Throwable {
        // Given
        releaseAtFivePercent("labelled");
        // When
        each.files("in").values().forEach(payload -> post(each, payload, "labelled"));
        awaitRemembered("labelled", "firing", "c1a7e0d5b2f39c84");
        await("labelled-1 rolled back, or left as it was")
                .atMost(Town.PATIENCE)
                .until(() -> !town.phase("labelled-1").equals("RollingBack"));
        // Then
        each.check(
                () -> {
                    assertThat(town.phase("labelled-1")).isEqualTo("RolledBack");
                    assertThat(town.weights("labelled").getOrDefault("v2", 0)).isZero();
                });
    }

    private void alertBehindAStormWaitsForNoWritesOfIt(Case each) throws Throwable {
        // Given a release, and nothing more to be written about it
        releaseAtFivePercent("storm");
        await().atMost(Town.PATIENCE)
                .until(() -> policy("storm").at("/status/liveRollout").asText().equals("storm-1"));
        town.cluster.forgetWrites();
        // When alerts of another version come and, while the first is slowly written down, the
        // others and the canary's
        town.cluster.delay("update", "RolloutPolicy", 1, Duration.ofSeconds(3));
        for (int i = 0; i < STORM; i++) {
            fireLater("storm", "v9", "n" + i);
        }
        town.alert("storm", "v2");
        await("storm-1 in RolledBack")
                .atMost(STORM_PATIENCE)
                .until(() -> town.phase("storm-1").equals("RolledBack"));
        // Then
        long rollback =
                writes("VirtualService", "storm")
                        .filter(write -> toCanary(write.object()) == 0)
                        .mapToLong(Write::nanos)
                        .min()
                        .orElseThrow();
        long before =
                writes("RolloutPolicy", "storm").filter(write -> write.nanos() < rollback).count();
        each.check(
                () ->
                        assertThat(before)
                                .as("writes of the policy before the rollback's")
                                .isLessThanOrEqualTo(1));
    }

    private void fireLater(String service, String version, String fingerprint) {
        Instant now = Instant.now();
        String data =
                """
                {"namespace":"%s","service":"%s","version":"%s","alert":"ErrorRate","severity":"critical",
                 "fingerprint":"%s","startsAt":"%s"}\
                """
                        .formatted(Town.NAMESPACE, service, version, fingerprint, now);
        town.sendLater(Event.of("alerts", "alert.fired", fingerprint, service, data, now));
    }

    private void resolvedAlertHoldsNoLaterRelease(Case each) throws Throwable {
        // Given an alert that fired and is resolved, as far as its sender is concerned
        String fingerprint = "57c6d9296de2ad39";
        List<String> payloads = List.copyOf(each.files("in").values());
        town.service("resolved", Policies.QUICK);
        post(each, payloads.getFirst(), "resolved");
        awaitRemembered("resolved", "firing", fingerprint);
        post(each, payloads.getLast(), "resolved");
        awaitRemembered("resolved", "resolved", fingerprint);
        // When
        town.deploy("resolved", "v2");
        await("resolved-1 released or kept waiting by an alert")
                .atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.phase("resolved-1").equals("Succeeded")
                                        || blockers("resolved-1").contains("fires since"));
        // Then
        each.check(
                () -> {
                    assertThat(town.phase("resolved-1"))
                            .as("the phase, blocked by %s", blockers("resolved-1"))
                            .isEqualTo("Succeeded");
                    assertThat(remembered("resolved", "firing")).doesNotContain(fingerprint);
                });
    }

    private String blockers(String rollout) {
        return town.status(rollout).path("blockers").toString();
    }

    private void rollbackIsOverWhenNoRouteLeadsToTheCanary(Case each) throws Throwable {
        // Given a release whose VirtualService is renamed
        releaseAtFivePercent("ren");
        rename("ren", "ren-main");
        town.awaitPhase("ren-1", "Paused");
        // When
        town.alert("ren", "v2");
        await("ren-1 rolled back or stalled")
                .atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.phase("ren-1").equals("RolledBack")
                                        || stalledByTheMovedRoute("ren-1"));
        // Then
        each.check(
                () -> {
                    int weight = town.weights("ren-main").getOrDefault("v2", 0);
                    if (weight > 0) {
                        assertThat(town.phase("ren-1"))
                                .as("the phase while ren-main sends %d %% to v2", weight)
                                .isEqualTo("RollingBack");
                    }
                });
    }

    private void rename(String virtualService, String to) {
        ObjectNode copy =
                town.cluster.get("VirtualService", Town.NAMESPACE, virtualService).orElseThrow();
        copy.withObject("/metadata")
                .put("name", to)
                .remove(
                        List.of(
                                "managedFields",
                                "resourceVersion",
                                "uid",
                                "generation",
                                "creationTimestamp"));
        town.cluster.put(copy.toString());
        town.cluster.delete("VirtualService", Town.NAMESPACE, virtualService);
    }

    /** Whether a rollback says that it cannot be done, and that the moved route is why. */
    private boolean stalledByTheMovedRoute(String rollout) {
        return town.phase(rollout).equals("RollingBack")
                && elements(town.status(rollout).path("conditions"))
                        .filter(condition -> condition.path("type").asText().equals("Stalled"))
                        .anyMatch(
                                condition ->
                                        condition.path("message").asText().contains("ren-main"));
    }

    private void releaseAtFivePercent(String service) {
        town.service(service, Policies.SLOW);
        town.deploy(service, "v2");
        town.awaitStep(service + "-1", 1);
    }

    /**
     * Sends a payload as the case's sender does; the tests' service and namespace take the places
     * of its own, everything else stays.
     */
    private void post(Case each, String payload, String service) {
        String sender = each.files("sender").getOrDefault("sender", "").strip();
        given().contentType("application/json")
                .body(payload.replace("bookinfo", Town.NAMESPACE).replace("reviews", service))
                .post(town.artifact.url() + "/webhooks/" + sender)
                .then()
                .statusCode(202)
                .body("published.topic", hasItem("tidegate.alerts"));
    }

    /**
     * Waits until an alert is in the service's memory: it is remembered after what it does to the
     * release is done.
     *
     * @param list firing or resolved
     */
    private void awaitRemembered(String service, String list, String fingerprint) {
        await("%s among the %s of %s".formatted(fingerprint, list, service))
                .atMost(Town.PATIENCE)
                .until(() -> remembered(service, list).contains(fingerprint));
    }

    private String remembered(String service, String list) {
        return policy(service).path("status").path(list).toString();
    }

    private ObjectNode policy(String service) {
        return town.cluster.get("RolloutPolicy", Town.NAMESPACE, service).orElseThrow();
    }

    private Stream<Write> writes(String kind, String name) {
        return town.cluster.writes(kind).stream().filter(write -> write.name().equals(name));
    }

    /** What a VirtualService's primary route sends to v2. */
    static int toCanary(JsonNode virtualService) {
        return elements(virtualService.at("/spec/http/0/route"))
                .filter(each -> each.at("/destination/subset").asText().equals("v2"))
                .mapToInt(each -> each.path("weight").asInt(100))
                .sum();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
