package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.HOLD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Managed routes where none may be, and where one may. */
class SegmentsTest extends JudgeScene {

    private void managed(int at) {
        write(
                "VirtualService",
                service.routesIn(),
                tree -> {
                    List<Object> http = new ArrayList<>(Trees.list(Trees.at(tree, "spec"), "http"));
                    http.add(
                            at,
                            Trees.map(
                                    "name",
                                    "tidegate-match-1-primary",
                                    "route",
                                    List.of(
                                            Trees.map(
                                                    "destination",
                                                    Trees.map(
                                                            "host",
                                                            service.host("v2"),
                                                            "subset",
                                                            "v2")))));
                    Trees.at(tree, "spec").put("http", http);
                    return tree;
                });
    }

    @Test
    void managedRouteBeforeAUsersOwnBreaksI11() {
        progressing();
        managed(0);
        assertBroken(Invariant.I11);
    }

    @Test
    void managedRouteDirectlyBeforeTheNamedOneBreaksNothing() {
        progressing();
        managed(1);
        assertThat(judge.found()).isEmpty();
    }

    @Test
    void rollbackThatLeavesAManagedRouteBreaksI11() {
        Stored progressing = progressing();
        managed(1);
        rolledBack(progressing);
        assertBroken(Invariant.I11);
    }

    @Test
    void managedRouteThatNoDecisionWantsBreaksTheEnd() {
        Stored progressing = progressing();
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        managed(1);
        tellAll();
        judge.settled();
        assertBroken(Invariant.ROUTES);
    }
}
