package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts after success, outcomes beside the history, objects of nobody. */
class RecordsTest extends JudgeScene {

    private Stored baking() {
        Stored progressing = progressing();
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        Stored baking = moved(paused, command("c1", Action.PROMOTE), now());
        routes(baking.rollout(), Map.of("v1", 0, "v2", 100));
        pass(HOLD);
        return baking;
    }

    private void refusedAfterSuccess() {
        Stored baking = baking();
        AlertFired alert = alert("a1", Optional.of("v2"), "critical", now());
        judge.sent(alert);
        pass(Duration.ofMillis(400));
        due(baking);
        judge.told("refused/a1", Refusal.of(alert, "no"));
        judge.acknowledged(PROCESS, alert);
        judge.settled();
    }

    @Test
    void refusalOfAnAlertOfTheBakeBreaksI4() {
        refusedAfterSuccess();
        assertBroken(Invariant.I4);
    }

    @Test
    void refusalIsRightWhenTheVersionBeforeHasNoPods() {
        ApiObject stable = server.get("Deployment", "bookinfo", "reviews-v1").orElseThrow();
        server.updateStatus("kubelet", "Deployment", stable.with("status", Trees.map()));
        refusedAfterSuccess();
        assertThat(judge.found()).get().extracting(Violation::invariant).isNotEqualTo(Invariant.I4);
    }

    @Test
    void alertWhoseRecordWasWrittenAfterTheBakeLeadsToNothing() {
        Stored baking = baking();
        pass(Duration.ofSeconds(1));
        AlertFired alert = alert("a1", Optional.of("v2"), "critical", now());
        judge.sent(alert);
        due(baking);
        judge.acknowledged(PROCESS, alert);
        tellAll();
        judge.settled();
        assertKept();
    }

    @Test
    void outcomeThatWasNeverCommittedBreaksI8() {
        Stored progressing = progressing();
        judge.told(
                Facts.outcome(progressing.rollout().identity().uid(), 99),
                progressing.rollout().history().getLast());
        assertBroken(Invariant.I8);
    }

    @Test
    void outcomeThatSaysAnotherMoveBreaksI8() {
        Stored progressing = progressing();
        judge.told(
                Facts.outcome(progressing.rollout().identity().uid(), 2),
                progressing.rollout().history().getLast());
        assertBroken(Invariant.I8);
    }

    @Test
    void routeOfNobodyThatIsWrittenBreaksI7() {
        Map<String, Object> spec =
                Trees.map(
                        "http",
                        List.of(
                                Trees.map(
                                        "route",
                                        List.of(
                                                Trees.map(
                                                        "destination",
                                                        Trees.map("host", "ratings"))))));
        ApiObject foreign =
                Trees.object(
                        "networking.istio.io/v1", "VirtualService", "bookinfo", "ratings", spec);
        ApiObject made = done(server.create("people", "VirtualService", foreign));
        server.update(PROCESS, "VirtualService", made.withMetadata("labels", Trees.map("a", "b")));
        assertBroken(Invariant.I7);
    }

    @Test
    void ruleThatIsMadeBreaksI7() {
        server.create(
                PROCESS,
                "DestinationRule",
                Trees.object(
                        "networking.istio.io/v1",
                        "DestinationRule",
                        "bookinfo",
                        "ratings",
                        Trees.map("host", "ratings")));
        assertBroken(Invariant.I7);
    }
}
