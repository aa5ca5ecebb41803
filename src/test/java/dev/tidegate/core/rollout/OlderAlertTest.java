package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;

/** An alert that fired before the deployment is the gates' matter. */
class OlderAlertTest {

    @ParameterizedTest
    @EnumSource(value = Unversioned.class, names = "IGNORE", mode = EnumSource.Mode.EXCLUDE)
    void alertOlderThanTheDeploymentHoldsItInPendingAndDoesNoMore(Unversioned unversioned) {
        Rollout pending = pending(plan(OnNewDeploy.SUPERSEDE, OnDrift.REVERT, unversioned));
        RolloutEvent older = alert("a", Optional.empty(), "critical", START.minusSeconds(1));
        Decision decision = RolloutStateMachine.decide(pending, older, later(1));
        assertThat(decision).isInstanceOf(Decision.Unchanged.class);
        assertThat(decision.reason()).contains("holds it in Pending");
    }
}
