package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.simulation.scene.SimService;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be declared on after a person went back, and open no release. */
class UndoneTest extends JudgeScene {

    private Stored skipped(Stored before, Map<String, Integer> weights) {
        String id = "skip%d-%s".formatted(before.rollout().revision(), before.number());
        Stored after = moved(before, command(id, Action.SKIP), now());
        routes(after.rollout(), weights);
        return after;
    }

    /** v2 is released, and a person goes back to v1. */
    private void wentBack() {
        Stored paused = skipped(progressing(), Map.of("v1", 75, "v2", 25));
        Map<String, Integer> all = Map.of("v1", 0, "v2", 100);
        skipped(skipped(paused, all), all);
        DeployStarted deploy = deploy("/people r", V1, now()).leaving(V2);
        Observation gates =
                new Observation.GatesSeen(
                        Optional.of(V2), List.of(), List.of(), Optional.empty(), PriorTraffic.NONE);
        Stored back = moved(opened(deploy, 2, plan().straight()), observed(gates), now());
        pass(SimService.PROPAGATION);
        Stored baking = due(back);
        routes(baking.rollout(), Map.of("v1", 100, "v2", 0));
        skipped(baking, Map.of("v1", 100, "v2", 0));
        assertKept();
    }

    private void declared(String id, Version version) {
        judge.sent(deploy("/flux " + id, version, now()).asDeclared());
    }

    private void released(String id, Version version) {
        opened(deploy("/flux " + id, version, now()), 3, plan());
    }

    @Test
    void releaseOfWhatIsDeclaredOnIsFound() {
        wentBack();
        declared("1", V2);
        released("1", V2);
        assertBroken(Invariant.BACK);
    }

    @Test
    void anotherVersionMayBeReleased() {
        wentBack();
        declared("1", V3);
        released("1", V3);
        assertKept();
    }

    @Test
    void whatItsSenderDeclaresAnewMayBeReleased() {
        wentBack();
        declared("1", V1);
        declared("2", V2);
        released("2", V2);
        assertKept();
    }

    @Test
    void whatItsSenderDeclaresAfterItDeployedAnotherMayBeReleased() {
        wentBack();
        judge.sent(deploy("/flux 1", V1, now()));
        declared("2", V2);
        released("2", V2);
        assertKept();
    }

    @Test
    void whatItsSenderDeployedAgainDoesNotMakeItsDeclarationNews() {
        wentBack();
        judge.sent(deploy("/flux 1", V2, now()));
        declared("2", V2);
        released("2", V2);
        assertBroken(Invariant.BACK);
    }

    @Test
    void whatItsSenderDeclaresAfterAnotherReleaseOfItsMayBeReleased() {
        // Given another version that was declared before the way back, and released after it
        declared("1", V3);
        wentBack();
        Stored third = opened(deploy("/flux 1", V3, now()), 3, plan());
        moved(third, command("a", Action.ABORT), now());
        // When what was left is declared
        declared("2", V2);
        opened(deploy("/flux 2", V2, now()), 4, plan());
        assertKept();
    }

    @Test
    void deploymentMayReleaseIt() {
        wentBack();
        judge.sent(deploy("/ci 1", V2, now()));
        opened(deploy("/ci 1", V2, now()), 3, plan());
        assertKept();
    }
}
