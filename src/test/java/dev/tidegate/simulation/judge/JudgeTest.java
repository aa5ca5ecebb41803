package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each check finds a history that breaks its invariant, and none in one that does not. */
class JudgeTest extends JudgeScene {

    @Test
    void goodHistoryBreaksNothing() {
        Stored back = rolledBack(progressing());
        tellAll();
        judge.settled();
        assertThat(judge.found()).isEmpty();
        assertThat(back.rollout().live()).isFalse();
    }

    @Test
    void weightsOfAnotherRatioBreakI1() {
        routes(progressing().rollout(), Map.of("v1", 94, "v2", 6));
        assertBroken(Invariant.I1);
    }

    @Test
    void weightsOfZeroAloneBreakI1() {
        routes(progressing().rollout(), Map.of("v1", 0, "v2", 0));
        assertBroken(Invariant.I1);
    }

    @Test
    void rollbackThatLeavesTheCanarySomethingBreaksI1() {
        Stored back = moved(progressing(), alert("a1", "v2"), now());
        routes(back.rollout(), Map.of("v1", 99, "v2", 1));
        assertBroken(Invariant.I1);
    }

    @Test
    void lateWriteOfARolledBackReleaseBreaksI2() {
        Stored progressing = progressing();
        rolledBack(progressing);
        assertThat(judge.found()).isEmpty();
        routes(progressing.rollout(), Map.of("v1", 95, "v2", 5));
        assertBroken(Invariant.I2);
    }

    @Test
    void weightOfAnUndefinedSubsetBreaksI3() {
        Stored preparing = moved(opened("d1", 1), gatesOpen(), now());
        routes(due(preparing).rollout(), Map.of("v1", 95, "v2", 5));
        assertBroken(Invariant.I3);
    }

    @Test
    void weightOfASubsetDefinedJustNowBreaksI3() {
        Stored preparing = moved(opened("d1", 1), gatesOpen(), now());
        rule(preparing, List.of("v1", "v2"));
        pass(Duration.ofSeconds(8));
        routes(due(preparing).rollout(), Map.of("v1", 95, "v2", 5));
        assertBroken(Invariant.I3);
    }

    @Test
    void subsetTakenAwayRightAfterItsWeightBreaksI3() {
        rule(rolledBack(progressing()), List.of("v1"));
        assertBroken(Invariant.I3);
    }

    @Test
    void alertThatLeadsToNothingBreaksI4() {
        progressing();
        var alert = alert("a1", "v2");
        judge.sent(alert);
        judge.delivered(PROCESS, alert);
        judge.acknowledged(PROCESS, alert);
        judge.settled();
        assertBroken(Invariant.I4);
    }

    @Test
    void alertThatIsNeverAcknowledgedBreaksI4() {
        progressing();
        judge.sent(alert("a1", "v2"));
        judge.settled();
        assertBroken(Invariant.I4);
    }

    @Test
    void twoReleasesOfOneDeploymentBreakI5() {
        opened("d1", 1);
        opened("d1", 2);
        assertBroken(Invariant.I5);
    }

    @Test
    void alertThatMovesAReleaseAgainLaterBreaksI5() {
        Stored progressing = progressing();
        var alert = alert("a1", "v2");
        judge.delivered(PROCESS, alert);
        Stored back = moved(progressing, alert, now());
        committed(back, again(again(back.rollout(), "other"), alert.id()));
        assertBroken(Invariant.I5);
    }

    /** The same, its last move made once more, by that event. */
    private static Rollout again(Rollout rollout, String event) {
        Move last = rollout.history().getLast();
        List<Move> history = new ArrayList<>(rollout.history());
        history.add(
                new Move(
                        last.revision() + 1,
                        last.at(),
                        last.phase(),
                        last.step(),
                        last.weight(),
                        last.cause(),
                        event,
                        last.initiator()));
        return new Rollout(
                rollout.identity(),
                rollout.revision() + 1,
                rollout.phase(),
                rollout.stable(),
                rollout.traffic(),
                rollout.wantedRevision(),
                history,
                rollout.handled(),
                rollout.next(),
                rollout.routes(),
                rollout.pods(),
                rollout.refusals(),
                rollout.judged());
    }

    @Test
    void stepThatEndsBeforeItsHoldBreaksI6() {
        Stored progressing = progressing();
        pass(Duration.ofSeconds(60));
        due(progressing);
        assertBroken(Invariant.I6);
    }

    @Test
    void stepThatEndsAfterItsHoldBreaksNothing() {
        Stored progressing = progressing();
        pass(HOLD);
        due(progressing);
        assertThat(judge.found()).isEmpty();
    }

    @Test
    void editOfTheUsersTimeoutBreaksI7() {
        progressing();
        write(
                "VirtualService",
                "bookinfo",
                tree -> {
                    RouteView.primary(new ApiObject(tree)).put("timeout", "6s");
                    return tree;
                });
        assertBroken(Invariant.I7);
    }

    @Test
    void editOfTheUsersSubsetBreaksI7() {
        write(
                "DestinationRule",
                "bookinfo",
                tree -> {
                    Trees.list(Trees.at(tree, "spec"), "subsets")
                            .getFirst()
                            .put("labels", Trees.map("version", "v9"));
                    return tree;
                });
        assertBroken(Invariant.I7);
    }

    @Test
    void outcomeOfTwoMeaningsBreaksI8() {
        judge.told("uid-1/1", "this");
        judge.told("uid-1/1", "that");
        assertBroken(Invariant.I8);
    }

    @Test
    void revisionThatWasNeverToldBreaksI8() {
        rolledBack(progressing());
        judge.settled();
        assertBroken(Invariant.I8);
    }

    @Test
    void twoLiveReleasesBreakI9() {
        opened("d1", 1);
        opened("d2", 2);
        assertBroken(Invariant.I9);
    }

    @Test
    void releaseThatNeverEndsBreaksI10() {
        progressing();
        tellAll();
        judge.settled();
        assertBroken(Invariant.I10);
    }

    @Test
    void routesThatAreNotAsTheLastDecisionSaysAreFound() {
        Stored back = moved(progressing(), alert("a1", "v2"), now());
        moved(
                back,
                observed(new Observation.RoutesApplied(back.rollout().wantedRevision())),
                now());
        tellAll();
        judge.settled();
        assertBroken(Invariant.ROUTES);
    }

    @Test
    void stepWithoutPodsBreaksI13() {
        Stored preparing = moved(opened("d1", 1), gatesOpen(), now());
        judge.shown(
                PROCESS,
                new Change(
                        kernel.micros(),
                        kernel.micros(),
                        PROCESS,
                        "Deployment",
                        null,
                        service.deployment("v2", 0)));
        pass(Duration.ofSeconds(10));
        due(preparing);
        assertBroken(Invariant.I13);
    }

    @Test
    void rollbackThatWaitsForTheTopicBreaksI14() {
        facts.onlyOutcomesFail(true);
        progressing();
        var alert = alert("a1", "v2");
        judge.sent(alert);
        judge.delivered(PROCESS, alert);
        pass(Duration.ofSeconds(3));
        judge.delivered(PROCESS, alert);
        assertBroken(Invariant.I14);
    }
}
