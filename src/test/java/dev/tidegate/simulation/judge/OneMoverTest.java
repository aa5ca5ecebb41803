package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two services whose policies name one route. */
class OneMoverTest extends JudgeScene {

    private static final SimService FIRST =
            new SimService(REVIEWS, true, "bookinfo", false, false, Map.of());
    private static final ServiceKey TOO = new ServiceKey("bookinfo", "reviews-too");

    private final List<Change> changes = new ArrayList<>();

    OneMoverTest() {
        super(List.of(FIRST, FIRST.beside(Choices.seeded(1))), PROCESS, OTHER);
        server.listen(changes::add);
    }

    /** A release of the other one begins, and the process' watch shows it, or does not. */
    private void begun(RolloutPlan plan, boolean seen) {
        by = OTHER;
        Stored other = opened(new DeployStarted("d0", TOO, now(), V2), 1, plan);
        moved(other, gatesOpen(), now());
        by = PROCESS;
        if (seen) {
            judge.shown(PROCESS, changes.getLast());
        }
        pass(Duration.ofSeconds(1));
    }

    @Test
    void releaseThatBeginsWhileAnotherMovesItsRouteIsFound() {
        begun(plan(), true);
        moved(opened("d1", 1), gatesOpen(), now());
        assertBroken(Invariant.ONE_MOVER);
    }

    @Test
    void whatTheProcessHadNotSeenIsNoFault() {
        begun(plan(), false);
        moved(opened("d1", 1), gatesOpen(), now());
        assertKept();
    }

    @Test
    void dryRunMovesNothing() {
        begun(dry(plan()), true);
        moved(opened("d1", 1), gatesOpen(), now());
        assertKept();
    }
}
