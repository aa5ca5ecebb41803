package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.TextMatch;
import dev.tidegate.core.traffic.Traffic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Steps that send some requests to the canary whatever its weight is. */
class MatchStepsTest {

    private static final List<RequestMatch> BETA =
            List.of(RequestMatch.header("x-group", TextMatch.exact("beta")));
    private static final Segment GROUP = new Segment(BETA, Distribution.all(V2));
    private static final Traffic GROUP_ALONE =
            new Traffic(Distribution.split(V1, V2, Weight.ZERO), List.of(GROUP));

    /** The group alone, the group and 5 %, 50 % without it, 100 %. */
    private static RolloutPlan plan(OnDrift onDrift) {
        return with(
                Scenes.plan(OnNewDeploy.SUPERSEDE, onDrift, Unversioned.ROLLBACK),
                List.of(
                        new Step(new StepTraffic(Weight.ZERO, BETA), HOLD, false),
                        new Step(new StepTraffic(new Weight(500), BETA), HOLD, false),
                        step("50", HOLD, false)));
    }

    private static Rollout grouped() {
        return progressing(plan(OnDrift.REVERT));
    }

    private static Rollout edited(Rollout rollout, Instant at) {
        return moved(
                rollout,
                observed(
                        new Observation.RoutesDrifted(
                                "primary", rollout.wanted().orElseThrow(), false)),
                at);
    }

    @Test
    void eachStepSaysTheWholeOfWhatTheCanaryGets() {
        Rollout first = grouped();
        assertThat(first.traffic()).contains(GROUP_ALONE);
        assertThat(first.reachesCanary()).isTrue();
        Rollout second = due(first);
        assertThat(second.traffic())
                .contains(new Traffic(Distribution.split(V1, V2, new Weight(500)), List.of(GROUP)));
        Rollout third = due(second);
        assertThat(third.traffic())
                .contains(new Traffic(Distribution.split(V1, V2, new Weight(5_000))));
        assertThat(due(third).traffic())
                .contains(new Traffic(Distribution.split(V1, V2, Weight.FULL)));
    }

    @Test
    void alertTakesTheGroupAwayThoughNoWeightWasGiven() {
        Rollout back = moved(grouped(), alert("a1", "v2"), later(3));
        assertThat(back.phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(back.traffic()).contains(Traffic.all(V1));
        assertThat(back.reachesCanary()).isFalse();
    }

    @Test
    void newDeploymentTakesTheGroupAway() {
        Rollout over = moved(grouped(), deploy("d2", V3, later(3)), later(3));
        assertThat(over.phase()).isInstanceOf(Phase.Superseded.class);
        assertThat(over.traffic()).contains(Traffic.all(V1));
    }

    @Test
    void resumeGivesTheGroupBack() {
        // Given a step that an edit of its managed routes has paused
        Rollout rollout = progressing(plan(OnDrift.PAUSE));
        Rollout paused = edited(rollout, later(1));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(paused.traffic()).contains(new Traffic(GROUP_ALONE.everybody()));
        // When, Then
        Rollout next = moved(paused, command("go", Action.RESUME), later(2));
        assertThat(next.traffic()).contains(GROUP_ALONE);
    }

    @Test
    void editOfAManagedRouteIsRevertedAndAFightEndsWithoutTheGroup() {
        Rollout rollout = grouped();
        for (int i = 1; i <= 5; i++) {
            rollout = edited(rollout, later(1).plusSeconds(i));
            assertThat(rollout.traffic()).contains(GROUP_ALONE);
            assertThat(rollout.phase()).isInstanceOf(Phase.Progressing.class);
        }
        Rollout paused = edited(rollout, later(2));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(paused.traffic()).contains(new Traffic(GROUP_ALONE.everybody()));
        assertThat(paused.history().getLast().cause())
                .startsWith(
                        "the managed routes before primary were edited by hand to v1 100 %, v2 0 %"
                                + " (wanted v1 100 %, v2 0 %; v2 100 % where header x-group is"
                                + " \"beta\")");
    }

    @Test
    void adoptedEditOfAManagedRouteLeavesTheGroupOutUntilTheNextStep() {
        Rollout rollout = edited(progressing(plan(OnDrift.ADOPT)), later(1));
        assertThat(rollout.traffic()).contains(new Traffic(GROUP_ALONE.everybody()));
        assertThat(due(rollout).traffic().orElseThrow().segments()).containsExactly(GROUP);
    }

    @Test
    void editedWeightKeepsTheGroup() {
        Distribution found = Distribution.split(V1, V2, new Weight(4_000));
        Rollout rollout =
                moved(
                        progressing(plan(OnDrift.ADOPT)),
                        observed(new Observation.RoutesDrifted("primary", found, true)),
                        later(1));
        assertThat(rollout.traffic()).contains(new Traffic(found, List.of(GROUP)));
    }

    @Test
    void lostSubsetIsGivenBackBeforeTheGroupGoesOn() {
        Rollout rollout = grouped();
        Rollout again =
                moved(
                        rollout,
                        observed(
                                new Observation.SubsetsUndefined(
                                        "rule", List.of(V2), rollout.wanted().orElseThrow())),
                        later(1));
        assertThat(again.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(again.traffic()).contains(GROUP_ALONE);
        assertThat(due(again).traffic()).contains(GROUP_ALONE);
    }

    @Test
    void groupWaitsForPodsAsAWeightDoes() {
        Rollout preparing = preparing(plan(OnDrift.REVERT));
        Instant due = ((Phase.Live) preparing.phase()).due().orElseThrow();
        Pods none = new Pods.Seen("reviews-v2", 2, 0, 0, Optional.empty(), List.of());
        Decision held =
                PodGate.decide(preparing, timer(preparing, due), () -> none, Optional.empty(), due);
        assertThat(held).isInstanceOf(Decision.Noted.class);
    }

    @Test
    void groupWithoutAnyPodGoesBack() {
        Rollout rollout = grouped();
        Pods none = new Pods.Seen("reviews-v2", 2, 0, 0, Optional.empty(), List.of());
        Instant at = later(1);
        Duration time = rollout.plan().availability().noneFor();
        Rollout known =
                switch (RolloutStateMachine.decide(
                        rollout, observed(new Observation.PodsSeen(none)), at)) {
                    case Decision.Noted noted -> noted.next();
                    case Decision other -> throw new AssertionError(other.toString());
                };
        Rollout back = moved(known, observed(new Observation.PodsSeen(none)), at.plus(time));
        assertThat(back.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    @ParameterizedTest
    @EnumSource(OnDrift.class)
    void rollbackWantsNoGroupWhateverIsEdited(OnDrift onDrift) {
        Rollout back = moved(progressing(plan(onDrift)), alert("a1", "v2"), later(1));
        assertThat(edited(back, later(2)).traffic()).contains(Traffic.all(V1));
    }

    @Test
    void stepThatChangesNothingIsRefused() {
        RolloutPlan plan = plan(OnDrift.REVERT);
        Step group = plan.steps().getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(plan, List.of(group, group)))
                .withMessage(
                        "steps[1].weight: 0 % does not increase from 0 %; each step must give the"
                                + " canary more, or the same with another match, sticky or mirror");
    }
}
