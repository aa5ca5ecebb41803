package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** Routes in a namespace that grants nothing. */
class BordersTest extends JudgeScene {

    BordersTest() {
        super("mesh", PROCESS);
    }

    @Test
    void trafficForACanaryThereBreaksI12() {
        var preparing = moved(opened("d1", 1), gatesOpen(), now());
        rule(preparing, java.util.List.of("v1", "v2"));
        pass(dev.tidegate.simulation.scene.SimService.PROPAGATION);
        routes(due(preparing).rollout(), Map.of("v1", 95, "v2", 5));
        assertThat(judge.found()).get().extracting(Violation::invariant).isEqualTo(Invariant.I12);
    }
}
