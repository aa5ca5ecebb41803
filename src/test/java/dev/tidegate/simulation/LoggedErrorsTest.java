package dev.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.judge.Invariant;
import dev.tidegate.simulation.judge.Violation;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;
import dev.tidegate.simulation.scene.SimService;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Errors of a programmer that the product survives are found all the same. */
class LoggedErrorsTest {

    private final Kernel kernel = new Kernel(Choices.seeded(1));
    private final World world =
            new World(
                    kernel,
                    new Plan(
                            0,
                            1,
                            false,
                            List.of(
                                    SimService.of(
                                            new ServiceKey("shop", "cart"), Choices.seeded(1))),
                            Troubles.NONE,
                            List.of()),
                    false);
    private final Life life = world.machines().getFirst().replica().orElseThrow().life();

    private void assertUnsound() {
        while (world.judge().found().isEmpty() && kernel.steps() < 1_000) {
            kernel.step();
        }
        assertThat(world.judge().found())
                .get()
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.SOUND);
    }

    @Test
    void workInTheBackgroundThatThrowsIsFound() {
        Scheduler scheduler = new Scheduler(life.clock(), life.timers(), life.executor());
        Background<String> background =
                new Background<>(
                        "sweeping",
                        1,
                        scheduler,
                        thing -> {
                            throw new IllegalStateException(thing);
                        });
        background.due("dust");
        assertUnsound();
    }

    @Test
    void rolloutThatCannotBeReadIsFound() {
        life.spawn(() -> Logger.getLogger(KubernetesRolloutStore.class).warn("cannot be read"));
        assertUnsound();
    }
}
