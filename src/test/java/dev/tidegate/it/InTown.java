package dev.tidegate.it;

import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.FunctionShape;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One town for all tests of a class; its cluster is healed after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InTown {

    Path directory;
    Town town;

    @BeforeAll
    void open(@TempDir Path directory) {
        this.directory = directory;
        town = new Town(directory);
    }

    /**
     * The artifact as functions in place of the one that is always on.
     *
     * @param idle how long one without events runs on
     * @param told what becomes of events, for a person
     */
    FunctionShape functions(Duration idle, Consumer<String> told) {
        town.artifact.close();
        return new FunctionShape(
                Artifact.command(),
                town.broker.bootstrapServers(),
                town.cluster.url(),
                directory,
                idle,
                Clock.systemUTC(),
                told);
    }

    /**
     * Waits until the deployment is a release. A function that has not seen its new Deployment yet
     * leaves it pending until the next tick.
     */
    void awaitBegun(String rollout) {
        town.awaitPhase(rollout, "Pending", "Preparing");
    }

    /** Waits until the version has this weight: a move is written down before its routes are. */
    void awaitWeight(String service, String version, int weight) {
        await("%s %% of %s for %s".formatted(weight, service, version))
                .atMost(Town.PATIENCE)
                .until(() -> town.weights(service).getOrDefault(version, 0) == weight);
    }

    /** The rollout's moves that were told of, once its newest one is among them. */
    List<String> movesTold(String rollout) {
        await("the newest move of " + rollout + " to be told")
                .atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.outcomes(rollout)
                                        .contains(
                                                town.status(rollout).path("revision").asText()
                                                        + " "
                                                        + town.phase(rollout)));
        return town.outcomes(rollout);
    }

    @AfterEach
    void heal() {
        town.cluster.heal();
    }

    @AfterAll
    void close() {
        town.close();
    }
}
