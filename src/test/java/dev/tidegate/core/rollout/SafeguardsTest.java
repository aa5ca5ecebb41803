package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.START;
import static dev.tidegate.core.rollout.Scenes.V2;
import static dev.tidegate.core.rollout.Scenes.V3;
import static dev.tidegate.core.rollout.Scenes.deploy;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.observed;
import static dev.tidegate.core.rollout.Scenes.pending;
import static dev.tidegate.core.rollout.Scenes.plan;
import static dev.tidegate.core.rollout.Scenes.rollingBack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

/** What one small slip would take away. */
class SafeguardsTest {

    @Test
    void acknowledgementOfAnOlderRevisionEndsNoRollback() {
        Rollout back = rollingBack(plan());
        assertThat(
                        RolloutStateMachine.decide(
                                back,
                                observed(new Observation.RoutesApplied(back.wantedRevision() - 1)),
                                later(6)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void releaseOfTheVersionThatCarriesTheTrafficFails() {
        Observation.GatesSeen open =
                new Observation.GatesSeen(
                        Optional.of(V2), List.of(), List.of(), Optional.empty(), PriorTraffic.NONE);
        assertThat(moved(pending(plan()), observed(open), START).phase())
                .isInstanceOf(Phase.Failed.class);
    }

    @Test
    void deploymentDuringARollbackWaitsForItsEnd() {
        Rollout back = rollingBack(plan());
        assertThat(RolloutStateMachine.decide(back, deploy("d3", V3, later(7)), later(7)))
                .isInstanceOfSatisfying(
                        Decision.Noted.class,
                        noted -> {
                            assertThat(noted.next().phase()).isEqualTo(back.phase());
                            assertThat(noted.next().next()).isPresent();
                        });
    }

    @ParameterizedTest
    @EnumSource
    void alertOnTheCanaryTakesItBackWhateverOneWithoutAVersionDoes(Unversioned unversioned) {
        Rollout live = Scenes.progressing(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, unversioned));
        assertThat(AlertTarget.CANARY.reaction(live)).isEqualTo(Unversioned.ROLLBACK);
        assertThat(AlertTarget.SERVICE.reaction(live)).isEqualTo(unversioned);
    }
}
