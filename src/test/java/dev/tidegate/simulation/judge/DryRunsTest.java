package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a dry run must leave alone: routes, and releases that move traffic. */
class DryRunsTest extends JudgeScene {

    private final List<Change> changes = new ArrayList<>();

    DryRunsTest() {
        server.listen(changes::add);
    }

    @Test
    void routesThatAreWrittenForADryRunAreFound() {
        Stored opened = opened(deploy("d1", V2, now()), 1, dry(plan()));
        Stored preparing = moved(opened, gatesOpen(), now());
        rule(preparing, List.of("v1", "v2"));
        assertBroken(Invariant.DRY);
    }

    @Test
    void dryRunThatWritesNothingIsKept() {
        Stored opened = opened(deploy("d1", V2, now()), 1, dry(plan()));
        Stored preparing = moved(opened, gatesOpen(), now());
        pass(SimService.PROPAGATION);
        due(preparing);
        assertKept();
    }

    /** The policy is made dry, as far as the process knows; then v3 takes the release's place. */
    private void superseded(boolean seen) {
        Stored progressing = progressing();
        server.update(
                "people",
                "RolloutPolicy",
                server.get("RolloutPolicy", "bookinfo", "reviews")
                        .orElseThrow()
                        .with("spec", Map.of("dryRun", true)));
        if (seen) {
            judge.shown(PROCESS, changes.getLast());
        }
        var next = deploy("d2", new dev.tidegate.core.distribution.Version("v3"), now());
        Stored ended = moved(progressing, next, now());
        routes(ended.rollout(), Map.of("v1", 100, "v2", 0));
        opened(next, 2, dry(plan()));
    }

    @Test
    void dryRunThatTakesThePlaceOfAReleaseThatMovesTrafficIsFound() {
        superseded(true);
        assertBroken(Invariant.DRY);
    }

    @Test
    void whatNobodyKnewToBeDryMayTakeItsPlace() {
        superseded(false);
        assertKept();
    }
}
