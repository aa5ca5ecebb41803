package dev.tidegate.simulation.judge;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.simulation.api.Change;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A hand edit in the moment in which a release ends. */
class OverlookedTest extends JudgeScene {

    private final List<Change> changes = new ArrayList<>();

    OverlookedTest() {
        server.listen(changes::add);
    }

    /** A release with all traffic, whose bake is over; somebody edits its weights then. */
    private Stored edited() {
        Stored progressing = progressing();
        pass(Scenes.HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        var promote = command("c1", Action.PROMOTE);
        judge.sent(promote);
        Stored baking = moved(paused, promote, now());
        routes(baking.rollout(), Map.of("v1", 0, "v2", 100));
        pass(Scenes.HOLD.plusSeconds(1));
        by = "people";
        routes(baking.rollout(), Map.of("v1", 47, "v2", 53));
        by = PROCESS;
        return baking;
    }

    private void settled() {
        tellAll();
        judge.settled();
    }

    @Test
    void isLeftAloneWhenWhoeverEndedItHadNotSeenIt() {
        Stored baking = edited();
        pass(Duration.ofMillis(10));
        due(baking);
        settled();
        assertKept();
    }

    @Test
    void isNoExcuseWhenItWasSeen() {
        Stored baking = edited();
        judge.shown(PROCESS, changes.getLast());
        pass(Duration.ofMillis(10));
        due(baking);
        settled();
        assertBroken(Invariant.ROUTES);
    }
}
