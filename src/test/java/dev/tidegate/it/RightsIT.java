package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** What {@code k8s/rights.yaml} grants, beside what the artifact does. */
class RightsIT {

    @Test
    void nothingIsGrantedThatIsNeverUsed(@TempDir Path directory) {
        // Given a service without policy, one with more ended releases than are kept, and conflicts
        try (Town town = new Town(directory, Map.of("tidegate.access", "kubernetes"))) {
            town.deploy("nobody", "v2");
            town.service("used", Policies.SLOW);
            town.cluster.fail("update", "DestinationRule", 1, 409);
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
}
