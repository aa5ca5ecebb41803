package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.Group;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The main job, end to end: a deployment event moves traffic, an alert takes it back. */
class ReleaseIT extends InTown {

    @Test
    void deploymentMovesTheTrafficStepByStepToSuccess() {
        town.service("full", Policies.RAMPED);
        town.deploy("full", "v2");
        town.awaitPhase("full-1", "Succeeded");
        assertThat(town.status("full-1").path("steps").asText())
                .isEqualTo("5% 200ms, 52.5% 200ms, 100%");
        assertThat(town.weights("full")).containsEntry("v2", 100).doesNotContainEntry("v1", 100);
        await().atMost(Town.PATIENCE).until(() -> town.outcomes("full-1").size() == 6);
        assertThat(town.outcomes("full-1"))
                .containsExactly(
                        "1 Pending",
                        "2 Preparing",
                        "3 Progressing",
                        "4 Progressing",
                        "5 Baking",
                        "6 Succeeded");
    }

    @Test
    void everyMoveIsToldAsACdEventWithTheIdOfTheAuditLog() {
        town.service("told", Policies.QUICK);
        town.deploy("told", "v2");
        town.awaitPhase("told-1", "Succeeded");
        await().atMost(Town.PATIENCE).until(() -> told("tidegate.cdevents").size() == 6);
        assertThat(told("tidegate.cdevents")).isEqualTo(told("tidegate.rollouts"));
        assertThat(
                        town.records("tidegate.cdevents").stream()
                                .filter(event -> event.key().equals(Town.NAMESPACE + "/told"))
                                .map(event -> Event.header(event, "ce_type"))
                                .distinct())
                .containsExactly(
                        "dev.cdeventsx.tidegate-rollout.pending.0.1.0",
                        "dev.cdeventsx.tidegate-rollout.preparing.0.1.0",
                        "dev.cdeventsx.tidegate-rollout.progressing.0.1.0",
                        "dev.cdeventsx.tidegate-rollout.baking.0.1.0",
                        "dev.cdevents.service.upgraded.0.3.0");
    }

    private List<String> told(String topic) {
        return Topic.ids(town.broker.bootstrapServers(), topic, Town.NAMESPACE + "/told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Preparing", "Progressing", "Paused", "Baking"})
    void alertRollsBackFromEachLivePhase(String phase) {
        String service = "alert-" + phase.toLowerCase(java.util.Locale.ROOT);
        town.service(
                service,
                switch (phase) {
                    case "Paused", "Baking" -> Policies.PAUSING;
                    case "Preparing" -> Policies.SLOW + "propagation: 10m";
                    default -> Policies.SLOW;
                });
        if (phase.equals("Pending")) {
            town.workload(service, "v2", 0);
        }
        town.deploy(service, "v2");
        if (phase.equals("Baking")) {
            town.awaitPhase(service + "-1", "Paused");
            town.command(service, "promote");
        }
        town.awaitPhase(service + "-1", phase);
        town.alert(service, "v2");
        town.awaitPhase(service + "-1", "RolledBack");
        assertThat(town.weights(service).getOrDefault("v2", 0)).isZero();
        assertThat(town.status(service + "-1").toString()).contains("ErrorRate");
    }

    @Test
    void alertForAnotherVersionChangesNothing() {
        town.service("other", Policies.SLOW);
        town.deploy("other", "v2");
        town.awaitPhase("other-1", "Progressing");
        town.alert("other", "v9");
        town.alert("other", "v1");
        town.awaitPhase("other-1", "Paused");
        assertThat(town.outcomes("other-1")).noneMatch(o -> o.contains("Roll"));
    }

    @Test
    void duplicateLateAndReorderedDeploymentsStartNothing() {
        town.service("copies", Policies.QUICK);
        Instant now = Instant.now();
        town.deploy("copy", "copies", "v2", now);
        town.deploy("copy", "copies", "v2", now);
        town.awaitPhase("copies-1", "Succeeded");
        town.deploy("copy", "copies", "v2", now);
        String late =
                "{\"namespace\":\"%s\",\"service\":\"copies\",\"version\":\"v3\"}"
                        .formatted(Town.NAMESPACE);
        Instant before = now.minusSeconds(60);
        town.send(
                Event.from(
                        "/other",
                        Event.of("deployments", "deploy.started", "late", "copies", late, before)));
        town.deploy("newer", "copies", "v3", Instant.now());
        town.awaitPhase("copies-2", "Succeeded");
        assertThat(town.cluster.get("Rollout", Town.NAMESPACE, "copies-3")).isEmpty();
        assertThat(town.weights("copies")).containsEntry("v3", 100);
    }

    @ParameterizedTest
    @CsvSource({"supersede, Superseded", "queue, Progressing", "reject, Progressing"})
    void secondDeploymentDoesWhatThePolicySays(String rule, String first) {
        String service = "second-" + rule;
        town.service(service, Policies.SLOW + "onNewDeploy: " + rule);
        town.deploy(service, "v2");
        town.awaitPhase(service + "-1", "Progressing");
        town.deploy(service, "v3");
        if (rule.equals("supersede")) {
            town.awaitPhase(service + "-2", "Progressing");
            await().atMost(Town.PATIENCE)
                    .untilAsserted(() -> assertThat(town.weights(service)).containsEntry("v3", 5));
        }
        assertThat(town.phase(service + "-1")).isEqualTo(first);
        town.alert(service, rule.equals("supersede") ? "v3" : "v2");
        if (rule.equals("queue")) {
            town.awaitPhase(service + "-2", "Progressing");
        } else {
            town.awaitPhase(service + (rule.equals("supersede") ? "-2" : "-1"), "RolledBack");
        }
    }

    @ParameterizedTest
    @CsvSource({"revert, 5, Progressing", "adopt, 40, Progressing", "pause, 40, Paused"})
    void handEditedWeightsAreTreatedAsThePolicySays(String rule, int canary, String phase) {
        String service = "drift-" + rule;
        town.service(service, Policies.SLOW + "onDrift: " + rule);
        town.deploy(service, "v2");
        await().atMost(Town.PATIENCE)
                .until(() -> Integer.valueOf(5).equals(town.weights(service).get("v2")));
        int moves = town.status(service + "-1").path("revision").asInt();
        var edited = town.cluster.get("VirtualService", Town.NAMESPACE, service).orElseThrow();
        edited.withArray("/spec/http/0/route")
                .forEach(
                        d ->
                                ((com.fasterxml.jackson.databind.node.ObjectNode) d)
                                        .put(
                                                "weight",
                                                d.at("/destination/subset").asText().equals("v2")
                                                        ? 40
                                                        : 60));
        town.cluster.put(edited.toString());
        await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.status(service + "-1").path("revision").asInt() > moves
                                        && Map.of("v1", 100 - canary, "v2", canary)
                                                .equals(town.weights(service)));
        assertThat(town.phase(service + "-1")).isEqualTo(phase);
    }

    @Test
    void staleTimerChangesNothing() {
        town.service("stale", Policies.SLOW);
        town.deploy("stale", "v2");
        town.awaitPhase("stale-1", "Progressing");
        String uid =
                town.cluster
                        .get("Rollout", Town.NAMESPACE, "stale-1")
                        .orElseThrow()
                        .at("/metadata/uid")
                        .asText();
        for (int revision : List.of(1, 2, 3)) {
            String data =
                    """
                    {"namespace":"%s","service":"stale","rollout":"stale-1","uid":"%s","revision":%d}\
                    """
                            .formatted(Town.NAMESPACE, uid, revision);
            town.publish("timers", "step.due", "stale-" + revision, "stale", data, Instant.now());
        }
        town.command("stale", "pause");
        town.awaitPhase("stale-1", "Paused");
        await().atMost(Town.PATIENCE).until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        assertThat(town.weights("stale")).containsEntry("v2", 5);
    }

    @Test
    void copiesOfAnAlertAndItsLateRepeatsChangeNothing() {
        // Given a release that an alert has rolled back, and the end of that alert
        Instant start = Instant.now();
        town.service("echo", Policies.SLOW);
        town.deploy("echo", "v2");
        town.awaitStep("echo-1", 1);
        town.alert("echo-fired", "fired", "echo", "v2", start);
        town.awaitPhase("echo-1", "RolledBack");
        int moves = town.status("echo-1").path("revision").asInt();
        // When its copies come, and the same firing as another event, before and after its end
        town.alert("echo-fired", "fired", "echo", "v2", start);
        town.alert("echo-again", "fired", "echo", "v2", start);
        town.alert("echo-resolved", "resolved", "echo", "v2", start);
        town.alert("echo-late", "fired", "echo", "v2", start);
        town.alert("echo-resolved", "resolved", "echo", "v2", start);
        // Then they neither hold nor move a new release of the same version
        town.deploy("echo", "v2");
        town.awaitStep("echo-2", 1);
        town.alert("echo-later", "fired", "echo", "v2", start);
        town.alert("echo-fired", "fired", "echo", "v2", start);
        awaitAlertTaken("echo");
        assertThat(town.phase("echo-2")).isEqualTo("Progressing");
        assertThat(town.weights("echo")).containsEntry("v2", 5);
        assertThat(town.status("echo-1").path("revision").asInt()).isEqualTo(moves);
        // but a new firing does
        town.alert("echo", "v2");
        town.awaitPhase("echo-2", "RolledBack");
    }

    /** Waits until an alert behind all of the service's others is taken into account. */
    private void awaitAlertTaken(String service) {
        town.alert("last-of-" + service, "fired", service, "v9", Instant.now());
        await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.cluster
                                        .get("RolloutPolicy", Town.NAMESPACE, service)
                                        .orElseThrow()
                                        .at("/status/firing")
                                        .toString()
                                        .contains("v9"));
    }

    @Test
    void copiesOfACommandAndLateCommandsChangeNothing() {
        // Given a release that pauses twice and was promoted once
        town.service(
                "order-twice",
                """
                steps: [{weight: 5, pause: {}}, {weight: 50, pause: {}}, {weight: 100}]
                bake: 10m
                """);
        town.deploy("order-twice", "v2");
        town.awaitPhase("order-twice-1", "Paused");
        town.command("promote-1", "order-twice", "promote");
        await().atMost(Town.PATIENCE)
                .until(() -> Integer.valueOf(50).equals(town.weights("order-twice").get("v2")));
        // When copies of that command come, then it still pauses at the second step
        town.command("promote-1", "order-twice", "promote");
        town.command("promote-1", "order-twice", "promote");
        town.command("resume-1", "order-twice", "resume");
        awaitRefused("resume-1");
        assertThat(town.phase("order-twice-1")).isEqualTo("Paused");
        assertThat(town.weights("order-twice")).containsEntry("v2", 50);
        // When it is aborted, then commands that come late are refused and move nothing
        town.command("abort-1", "order-twice", "abort");
        town.awaitPhase("order-twice-1", "RolledBack");
        int moves = town.status("order-twice-1").path("revision").asInt();
        town.command("abort-1", "order-twice", "abort");
        town.command("promote-2", "order-twice", "promote");
        awaitRefused("promote-2");
        assertThat(town.status("order-twice-1").path("revision").asInt()).isEqualTo(moves);
        assertThat(town.weights("order-twice").getOrDefault("v2", 0)).isZero();
        assertThat(refusals()).doesNotContain("promote-1", "abort-1");
    }

    private void awaitRefused(String id) {
        await().atMost(Town.PATIENCE).until(() -> refusals().contains(id));
    }

    private List<String> refusals() {
        return town.records("tidegate.rollouts").stream()
                .map(outcome -> Event.header(outcome, "ce_id"))
                .filter(id -> id.startsWith("refused//test "))
                .map(id -> id.substring("refused//test ".length()))
                .toList();
    }
}
