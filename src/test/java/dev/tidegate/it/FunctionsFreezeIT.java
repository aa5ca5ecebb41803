package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** A freeze where each function sees it for itself, when it runs. */
class FunctionsFreezeIT extends InFunctions {

    @Test
    void frozenReleasesWaitForTheEndThroughAllTicksAndARollbackPasses() {
        // Given a release whose hold is over with the next ticks, and one that holds
        town.service(
                "held",
                """
                steps: [{weight: 5, hold: 1s}, {weight: 50, hold: 1s}, {weight: 100}]
                bake: 200ms
                """);
        town.service("fresh", Policies.QUICK);
        progressing("hurt");
        town.deploy("held", "v2");
        awaitBegun("held-1");
        tickUntil("held-1", "Progressing");
        town.awaitStep("held-1", 1);
        // When their namespace is frozen
        Freeze freeze = new Freeze(town);
        freeze.command("freeze", "migration");
        // Then ticks make no step of it, and it says why
        tickUntilTold("held-1");
        List<String> told = movesTold("held-1");
        assertThat(tick()).isEqualTo(204);
        assertThat(tick()).isEqualTo(204);
        assertThat(town.status("held-1").path("step").asText()).startsWith("1");
        assertThat(town.weights("held")).containsEntry("v2", 5);
        assertThat(town.outcomes("held-1")).isEqualTo(told);
        // and functions that begin in the freeze keep it, too
        await().atMost(Town.PATIENCE).until(() -> !functions.function("step-timer").running());
        assertThat(tick()).isEqualTo(204);
        assertThat(town.weights("held")).containsEntry("v2", 5);
        // and a deployment waits
        town.deploy("fresh", "v2");
        town.awaitPhase("fresh-1", "Pending");
        tickUntilTold("fresh-1");
        // and an alert takes a release back
        town.alert("hurt", "v2");
        town.awaitPhase("hurt-1", "RolledBack");
        assertThat(town.weights("hurt").getOrDefault("v2", 0)).isZero();
        assertThat(freeze.key()).isPresent();
        // When it is over, Then both go on
        freeze.command("unfreeze", "");
        tickUntil("held-1", "Succeeded");
        tickUntil("fresh-1", "Succeeded");
        assertThat(movesTold("held-1"))
                .startsWith(told.toArray(String[]::new))
                .contains("4 Progressing")
                .endsWith("6 Succeeded");
        assertThat(town.phase("hurt-1")).isEqualTo("RolledBack");
    }

    private void tickUntilTold(String rollout) {
        await(rollout + " says that it is frozen")
                .atMost(Town.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () ->
                                tick() > 0
                                        && town.status(rollout)
                                                .at("/blockers/0")
                                                .asText()
                                                .contains("migration"));
    }
}
