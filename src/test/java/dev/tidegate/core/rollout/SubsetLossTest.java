package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A subset that somebody takes away while its version has traffic, or is to get it. */
class SubsetLossTest {

    private static final Distribution FIVE = Distribution.split(V1, V2, new Weight(500));

    private static Rollout without(Rollout rollout, Distribution carried, Instant at) {
        return moved(
                rollout,
                observed(
                        new Observation.SubsetsUndefined(
                                "DestinationRule bookinfo/reviews", List.of(V2), carried)),
                at);
    }

    @Test
    void versionGetsNoMoreTrafficBeforeThePropagationWaitOfItsSubsetIsOver() {
        // Given a hold that is over, whose next weight is not written yet
        Rollout paused = paused(plan());
        Instant at = paused.phase().since().plusSeconds(1);
        // When the subset is found gone
        Rollout again = without(paused, FIVE, at);
        // Then it is prepared again, with the weight that is there
        assertThat(again.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(again.wanted()).contains(FIVE);
        assertThat(again.wantedRevision()).isEqualTo(again.revision());
        assertThat(again.history().getLast().cause())
                .contains("DestinationRule bookinfo/reviews lost the subsets v2", "given back");
        // and neither a person nor an early timer ends that wait
        for (Action action : List.of(Action.SKIP, Action.PROMOTE, Action.RESUME)) {
            assertThat(RolloutStateMachine.decide(again, command("c", action), at))
                    .isInstanceOf(Decision.Noted.class);
        }
        assertThat(RolloutStateMachine.decide(again, timer(again, at), at.plusSeconds(4)))
                .isInstanceOf(Decision.Unchanged.class);
        // and then the step begins anew
        assertThat(due(again).phase()).isEqualTo(withSince(paused.phase(), due(again)));
        assertThat(due(again).canaryWeight()).isEqualTo(new Weight(2_500));
    }

    private static Phase withSince(Phase paused, Rollout now) {
        Instant since = now.phase().since();
        return new Phase.Paused(
                new Phase.Progressing(1, since, since),
                true,
                ((Phase.Paused) paused).reason(),
                since);
    }

    @Test
    void waitCountsFromTheAcknowledgementOfTheSubset() {
        Rollout progressing = progressing(plan());
        Instant at = progressing.phase().since().plusSeconds(1);
        Rollout again = without(progressing, FIVE, at);
        Instant acknowledged = at.plusSeconds(60);
        Decision late =
                RolloutStateMachine.decide(
                        again,
                        observed(new Observation.RoutesApplied(again.wantedRevision())),
                        acknowledged);
        assertThat(((Decision.Noted) late).next().phase())
                .isEqualTo(
                        new Phase.Preparing(
                                0, at, acknowledged.plus(progressing.plan().propagation())));
    }

    @Test
    void bakeBeginsAnewAfterTheWait() {
        Rollout baking = baking(plan());
        Instant at = baking.phase().since().plusSeconds(90);
        Rollout again = due(without(baking, baking.wanted().orElseThrow(), at));
        assertThat(again.phase()).isInstanceOf(Phase.Baking.class);
        assertThat(((Phase.Baking) again.phase()).until())
                .isAfterOrEqualTo(again.phase().since().plus(HOLD));
        assertThat(again.canaryWeight()).isEqualTo(Weight.FULL);
    }

    @Test
    void rolloutThatSomebodyPausedStaysSoAndWaitsAfterItIsResumed() {
        Rollout progressing = progressing(plan());
        Instant at = progressing.phase().since().plusSeconds(1);
        Rollout paused = moved(progressing, command("p", Action.PAUSE), at);
        Rollout again = without(paused, FIVE, at.plusSeconds(600));
        assertThat(again.phase()).isInstanceOf(Phase.Paused.class);
        Instant resumed = at.plusSeconds(3_600);
        Rollout preparing = moved(again, command("r", Action.RESUME), resumed);
        assertThat(preparing.wanted()).contains(FIVE);
        Duration wait = Duration.between(resumed, ((Phase.Preparing) preparing.phase()).until());
        assertThat(wait)
                .isBetween(
                        Duration.ofSeconds(5), Duration.ofSeconds(5).plus(Transition.ACKNOWLEDGE));
    }

    @ParameterizedTest
    @EnumSource(OnDrift.class)
    void policySaysWhatBecomesOfTheRollout(OnDrift rule) {
        Rollout progressing = progressing(plan(OnNewDeploy.SUPERSEDE, rule, Unversioned.ROLLBACK));
        Rollout next = without(progressing, FIVE, later(1));
        assertThat(next.phase())
                .isInstanceOf(
                        switch (rule) {
                            case REVERT -> Phase.Preparing.class;
                            case PAUSE -> Phase.Paused.class;
                            case ADOPT -> Phase.RollingBack.class;
                        });
        // and no weight stays on a subset that is gone: what is not taken away is given back
        assertThat(next.wanted()).contains(rule == OnDrift.ADOPT ? Distribution.all(V1) : FIVE);
    }

    @Test
    void somebodyWhoTakesItAwayAgainAndAgainEndsInARollback() {
        Rollout rollout = progressing(plan());
        for (int i = 1; i <= 5; i++) {
            Instant at = rollout.phase().since().plusSeconds(1);
            rollout = due(without(rollout, FIVE, at));
            assertThat(rollout.phase()).isInstanceOf(Phase.Progressing.class);
        }
        Rollout back = without(rollout, FIVE, rollout.phase().since().plusSeconds(1));
        assertThat(back.phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(((Phase.RollingBack) back.phase()).cause())
                .contains("something else manages the subsets");
    }

    @Test
    void alertRollsBackDuringTheWait() {
        Rollout again = without(progressing(plan()), FIVE, later(1));
        assertThat(moved(again, alert("a", "v2"), later(1)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }
}
