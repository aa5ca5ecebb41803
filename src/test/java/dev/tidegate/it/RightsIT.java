package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** What {@code k8s/rights.yaml} grants, beside what the artifact does. */
class RightsIT {

    @Test
    void nothingIsGrantedThatIsNeverUsed(@TempDir Path directory) {
        // Given a service without policy, one with more ended releases than are kept, and conflicts
        try (Town town = new Town(directory, Map.of("tidegate.access", "kubernetes"))) {
            heardWatchdog(town);
            town.deploy("nobody", "v2");
            town.service("used", Policies.SLOW);
            town.cluster.fail("update", "DestinationRule", 1, 409);
            town.cluster.fail("create", "Rollout", 1, 409);
            town.deploy("used", "v2");
            town.awaitStep("used-1", 1);
            town.cluster.fail("update", "VirtualService", 1, 409);
            town.alert("used", "v2");
            town.awaitPhase("used-1", "RolledBack");
            for (int number = 2; number <= 13; number++) {
                town.deploy("used", number % 2 == 0 ? "v3" : "v2");
                town.awaitPhase("used-" + number, "Pending", "Preparing", "Progressing");
            }
            await("the oldest to be deleted")
                    .atMost(Town.PATIENCE)
                    .until(() -> town.cluster.get("Rollout", Town.NAMESPACE, "used-1").isEmpty());
            town.service("old", Policies.QUICK + "oldVersion: {scaleDown: {after: 1s}}\n");
            town.deploy("old", "v2");
            await("the replaced version's pods to go")
                    .atMost(Town.PATIENCE)
                    .until(
                            () ->
                                    town.cluster
                                            .get("Deployment", Town.NAMESPACE, "old-v1")
                                            .orElseThrow()
                                            .at("/spec/replicas")
                                            .asText()
                                            .equals("0"));
            freeze(town, "freeze");
            freeze(town, "unfreeze");
            given().auth()
                    .oauth2(new Accounts(town).token("viewer", "tidegate-viewer"))
                    .get(town.artifact.url() + "/api/rollouts?namespace=" + Town.NAMESPACE)
                    .then()
                    .statusCode(200);
            // When a first and a later replica have led
            town.artifact.close();
            town.killAndRestart();
            // Then each right was used, and no other one needed
            await().atMost(Town.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(Rights.needed(town.cluster.calls()))
                                            .containsExactlyElementsOf(Rights.granted()));
        }
    }

    private static void freeze(Town town, String command) {
        town.publish(
                "commands",
                "command",
                command,
                "freeze",
                """
                {"namespace":"%s","command":"%s","actor":"somebody"}\
                """
                        .formatted(Town.NAMESPACE, command),
                Instant.now());
    }

    /** Of an alerting that was heard before. */
    private static void heardWatchdog(Town town) {
        town.cluster.put(
                """
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                 "metadata": {"name": "tidegate-watchdog", "namespace": "tidegate-system"},
                 "spec": {"renewTime": "2026-01-31T12:00:00.000000Z"}}
                """);
        String token = new Accounts(town).token("alerting");
        town.cluster.put(
                """
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
                 "metadata": {"name": "alerting", "namespace": "tidegate-system"},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole",
                             "name": "tidegate-alerter"},
                 "subjects": [{"kind": "ServiceAccount", "name": "alerting", "namespace": "%s"}]}
                """
                        .formatted(Town.NAMESPACE));
        given().contentType("application/json")
                .auth()
                .oauth2(token)
                .body(WatchdogIT.HEARTBEAT)
                .post(town.artifact.url() + "/webhooks/alertmanager")
                .then()
                .statusCode(202);
    }
}
