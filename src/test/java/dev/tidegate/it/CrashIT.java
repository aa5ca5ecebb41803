package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** {@code kill -9} of the real artifact, wherever it hurts. */
class CrashIT extends InTown {

    @Test
    void killBetweenCommitAndApplyLosesNothing() {
        // Given a canary, and an API server that does not answer writes of the route
        town.service("commit", Policies.SLOW);
        town.deploy("commit", "v2");
        town.awaitStep("commit-1", 1);
        town.cluster.hang("update", "VirtualService", 1_000);
        // When the alert is committed and the process is killed before the route is written
        town.alert("commit", "v2");
        town.awaitPhase("commit-1", "RollingBack");
        town.artifact.kill();
        town.cluster.heal();
        assertThat(town.weights("commit")).containsEntry("v2", 5);
        town.killAndRestart();
        // Then the next process finishes the rollback
        town.awaitPhase("commit-1", "RolledBack");
        assertThat(town.weights("commit").getOrDefault("v2", 0)).isZero();
    }

    @Test
    void killBetweenApplyAndPublishLosesNoOutcome() {
        // Given a broker that goes away once the alert is taken
        town.service("publish", Policies.SLOW);
        town.deploy("publish", "v2");
        town.awaitStep("publish-1", 1);
        town.cluster.hang("update", "VirtualService", 1);
        town.alert("publish", "v2");
        town.awaitPhase("publish-1", "RollingBack");
        town.broker.stop();
        await().atMost(Town.PATIENCE)
                .until(() -> town.weights("publish").getOrDefault("v2", 0) == 0);
        // When the process is killed before it could publish, and the broker comes back
        town.artifact.kill();
        town.broker.restart();
        town.killAndRestart();
        // Then every revision has its outcome
        town.awaitPhase("publish-1", "RolledBack");
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.outcomes("publish-1"))
                                        .contains(
                                                "3 Progressing", "4 RollingBack", "5 RolledBack"));
    }

    @Test
    void killDuringAHoldNeitherShortensNorSkipsIt() {
        town.service(
                "hold",
                """
                steps: [{weight: 5, hold: 8s}, {weight: 100}]
                bake: 0s
                """);
        town.deploy("hold", "v2");
        town.awaitStep("hold-1", 1);
        Instant due = Instant.parse(town.status("hold-1").path("due").asText());
        town.killAndRestart();
        town.awaitPhase("hold-1", "Succeeded");
        Instant left = Instant.parse(town.status("hold-1").at("/state/history/3/at").asText());
        assertThat(left).isAfterOrEqualTo(due);
    }
}
