package dev.tidegate.it;

import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.FunctionShape;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A town whose artifact runs as functions, only while there is something to do. */
abstract class InFunctions extends InTown {

    FunctionShape functions;

    @BeforeAll
    void becomeFunctions() {
        functions = functions(Duration.ofSeconds(4), _ -> {});
    }

    @AfterAll
    void endFunctions() {
        functions.close();
    }

    /** A service whose release is at its first step, and stays there. */
    void progressing(String service) {
        town.service(service, Policies.SLOW);
        town.deploy(service, "v2");
        awaitBegun(service + "-1");
        tickUntil(service + "-1", "Progressing");
        town.awaitStep(service + "-1", 1);
    }

    void tickUntil(String rollout, String phase) {
        await(rollout + " ticked to " + phase)
                .atMost(Town.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> functions.tick() > 0 && town.phase(rollout).equals(phase));
    }

    /** The status of the answer. */
    int tick() {
        try {
            return functions.tick();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
