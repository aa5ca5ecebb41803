package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.Artifact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Live releases are handed from the version before to this one, and back. */
@EnabledIfSystemProperty(
        named = OlderVersionIT.JAR,
        matches = ".+",
        disabledReason = "-Dtidegate.older names no quarkus-run.jar of the version before")
class OlderVersionIT extends InTown {

    static final String JAR = "tidegate.older";

    private static final String STEPS =
            """
            steps: [{weight: 5, hold: 10m}, {weight: 50, hold: 10m}, {weight: 100}]
            bake: 10m
            """;

    @Test
    void liveReleasesSurviveTheUpgradeAndTheWayBack() {
        List<String> current = town.command;
        List<String> older = new ArrayList<>(Artifact.command());
        older.set(older.size() - 1, Path.of(System.getProperty(JAR)).toString());
        // Given releases that the version before has begun
        runBy(older);
        for (String service : List.of("forth", "back")) {
            town.service(service, STEPS);
            town.deploy(service, "v2");
            town.awaitStep(service + "-1", 1);
        }
        town.command("back", "pause");
        town.awaitPhase("back-1", "Paused");
        assertThat(town.status("back-1").has("state")).isFalse();
        // When this version takes over, then it goes on with them
        runBy(current);
        town.command("forth", "skip");
        town.awaitStep("forth-1", 2);
        town.command("back", "resume");
        town.awaitPhase("back-1", "Progressing");
        assertThat(town.status("forth-1").at("/state/history")).hasSize(4);
        assertThat(town.weights("back")).containsEntry("v2", 5);
        // When the version before takes over again, then so does it
        runBy(older);
        town.command("forth", "skip");
        town.awaitPhase("forth-1", "Baking");
        town.alert("back", "v2");
        town.awaitPhase("back-1", "RolledBack");
        assertThat(town.weights("back").getOrDefault("v2", 0)).isZero();
        // And this one ends what the version before had moved
        runBy(current);
        town.command("forth", "skip");
        town.awaitPhase("forth-1", "Succeeded");
        // And each move was told once, in its order
        assertTold(
                "forth-1",
                "Pending",
                "Preparing",
                "Progressing",
                "Progressing",
                "Baking",
                "Succeeded");
        assertTold(
                "back-1",
                "Pending",
                "Preparing",
                "Progressing",
                "Paused",
                "Progressing",
                "RollingBack",
                "RolledBack");
    }

    private void runBy(List<String> command) {
        town.command = command;
        town.killAndRestart();
    }

    private void assertTold(String rollout, String... phases) {
        List<String> moves =
                IntStream.range(0, phases.length).mapToObj(i -> i + 1 + " " + phases[i]).toList();
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.outcomes(rollout).stream().distinct())
                                        .containsExactlyElementsOf(moves));
    }
}
