package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whose a mirror is: the user's stays byte for byte, the product's goes with its canary. */
class MirrorsTest extends JudgeScene {

    private void mirrors(String who, Consumer<List<Map<String, Object>>> edit) {
        by = who;
        write(
                "VirtualService",
                service.routesIn(),
                tree -> {
                    Map<String, Object> primary = RouteView.primary(new ApiObject(tree));
                    List<Map<String, Object>> all = new ArrayList<>(Trees.list(primary, "mirrors"));
                    edit.accept(all);
                    primary.put("mirrors", all);
                    return tree;
                });
        by = PROCESS;
    }

    private Map<String, Object> mirror(String version, int percent) {
        Map<String, Object> mirror = service.mirror(version);
        mirror.put("percentage", Trees.map("value", percent));
        return mirror;
    }

    /** The end of a rollback of v2, its routes written with the mirrors that are there. */
    private Rollout back(Stored progressing) {
        Stored back = moved(progressing, alert("a1", "v2"), now());
        routes(back.rollout(), Map.of("v1", 100, "v2", 0));
        return back.rollout();
    }

    @Test
    void userMirrorToTheCanaryThatTheProductChangesIsFound() {
        progressing();
        mirrors("people", all -> all.add(service.mirror("v2")));
        mirrors(PROCESS, all -> all.set(0, mirror("v2", 10)));
        assertBroken(Invariant.I7);
    }

    @Test
    void userMirrorToTheCanaryThatTheProductTakesAwayIsFound() {
        progressing();
        mirrors("people", all -> all.add(service.mirror("v2")));
        mirrors(PROCESS, List::clear);
        assertBroken(Invariant.I7);
    }

    @Test
    void productMayChangeAndTakeAwayItsOwnBesideTheUsers() {
        progressing();
        mirrors(PROCESS, all -> all.add(mirror("v2", 10)));
        mirrors("people", all -> all.addFirst(service.mirror("v2")));
        mirrors(PROCESS, all -> all.set(1, mirror("v2", 50)));
        mirrors(PROCESS, List::removeLast);
        assertKept();
    }

    @Test
    void mirrorOfTheProductIsItsOwnStillWhenSomebodyHasChangedItsShare() {
        Stored progressing = progressing();
        mirrors(PROCESS, all -> all.add(mirror("v2", 10)));
        mirrors("people", all -> all.set(0, mirror("v2", 1)));
        back(progressing);
        assertBroken(Invariant.I11);
    }

    @Test
    void userMirrorToARolledBackCanaryIsTheUsers() {
        Stored progressing = progressing();
        mirrors("people", all -> all.add(service.mirror("v2")));
        back(progressing);
        assertKept();
    }
}
