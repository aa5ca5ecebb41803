package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which pods must be there before a step. */
class PodsFirstTest extends JudgeScene {

    PodsFirstTest() {
        super("bookinfo", PROCESS, OTHER);
    }

    private void shown(String process, int available, int wanted) {
        ApiObject deployment = service.deployment("v2", available);
        Map<String, Object> spec = new LinkedHashMap<>(deployment.map("spec"));
        spec.put("replicas", wanted);
        judge.shown(
                process,
                new Change(
                        kernel.micros(),
                        kernel.micros(),
                        process,
                        "Deployment",
                        null,
                        deployment.with("spec", Trees.copy(spec))));
        pass(Duration.ofMillis(10));
    }

    /** A release whose first step is due. */
    private Stored preparing() {
        Stored preparing = moved(opened("d1", 1), gatesOpen(), now());
        rule(preparing, List.of("v1", "v2"));
        pass(Duration.ofSeconds(10));
        return preparing;
    }

    @Test
    void stepWithSomeOfItsPodsBreaksI13() {
        Stored preparing = preparing();
        shown(PROCESS, 2, 3);
        due(preparing);
        assertBroken(Invariant.I13);
    }

    @Test
    void stepWithAllOfItsPodsBreaksNothing() {
        Stored preparing = preparing();
        shown(PROCESS, 2, 3);
        shown(PROCESS, 3, 3);
        due(preparing);
        assertKept();
    }

    @Test
    void whatAnotherProcessWasShownIsNoneOfItsOwn() {
        Stored preparing = preparing();
        shown(OTHER, 0, 1);
        due(preparing);
        assertKept();
    }

    @Test
    void bakeThatEndsWithoutPodsBreaksI13() {
        Stored progressing = progressing();
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        Stored baking = moved(paused, command("c1", Action.PROMOTE), now());
        routes(baking.rollout(), Map.of("v1", 0, "v2", 100));
        pass(HOLD);
        assertKept();
        shown(PROCESS, 0, 1);
        due(baking);
        assertBroken(Invariant.I13);
    }

    @Test
    void promotionWithoutPodsBreaksI13() {
        Stored progressing = progressing();
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        shown(PROCESS, 0, 1);
        var promote = command("c1", Action.PROMOTE);
        judge.sent(promote);
        moved(paused, promote, now());
        assertBroken(Invariant.I13);
    }

    @Test
    void rollbackNeedsNoPods() {
        Stored progressing = progressing();
        shown(PROCESS, 0, 1);
        rolledBack(progressing);
        assertKept();
    }
}
