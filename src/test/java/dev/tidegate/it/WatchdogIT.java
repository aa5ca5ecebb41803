package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.tidegate.sandbox.Artifact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** Alerting that was heard once and is gone: releases hold until it is back. */
class WatchdogIT {

    static final String HEARTBEAT =
            """
            {"version": "4", "status": "firing", "alerts": [{"status": "firing",
              "labels": {"alertname": "TidegateWatchdog", "namespace": "tidegate-system", "severity": "none"},
              "startsAt": "2026-01-31T11:59:58.123Z", "fingerprint": "c1a7e0d5b2f39c84"}]}
            """;

    @Test
    void stepWaitsForAlertingAndGoesOnWhenAnyReplicaHearsIt(@TempDir Path directory) {
        try (Town town = new Town(directory);
                Artifact second = town.replica()) {
            // Given alerting that is silent for long
            town.cluster.put(
                    """
                    {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                     "metadata": {"name": "tidegate-watchdog", "namespace": "tidegate-system"},
                     "spec": {"renewTime": "2026-01-31T12:00:00.000000Z"}}
                    """);
            await().atMost(Town.PATIENCE)
                    .until(() -> town.metric("tidegate_dependency_up", "\"alerting\"") == 0);
            // When a release begins
            town.service("silent", Policies.SLOW);
            town.deploy("silent", "v2");
            // Then it waits before its first traffic, and says for what
            await().atMost(Town.PATIENCE)
                    .until(
                            () ->
                                    town.status("silent-1")
                                            .path("blockers")
                                            .toString()
                                            .contains("no alert can come"));
            assertThat(town.phase("silent-1")).isEqualTo("Preparing");
            assertThat(town.status("silent-1").path("conditions").toString()).contains("StepWaits");
            // When either replica hears the watchdog
            given().contentType("application/json")
                    .body(HEARTBEAT)
                    .post(second.url() + "/webhooks/alertmanager")
                    .then()
                    .statusCode(202)
                    .body("leftOut[0].why", containsString("is the watchdog"));
            // Then it goes on by itself
            town.awaitStep("silent-1", 1);
        }
    }

    @Test
    void whoMayNotAlertInTidegatesNamespaceIsRefused(@TempDir Path directory) {
        try (Town town = new Town(directory, Map.of("tidegate.access", "kubernetes"))) {
            given().contentType("application/json")
                    .auth()
                    .oauth2(new Accounts(town).token("alerting", "tidegate-alerter"))
                    .body(HEARTBEAT)
                    .post(town.artifact.url() + "/webhooks/alertmanager")
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("namespace tidegate-system"));
            assertThat(town.cluster.get("Lease", "tidegate-system", "tidegate-watchdog")).isEmpty();
        }
    }
}
