package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.service.PolicyLookup;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** A replica that does not know yet what the other one has committed. */
class LaggingReplicaTest extends ControllerScene {

    private void handledBy(Controller replica, RolloutEvent event) {
        replica.handle(event, () -> acknowledged.add(event.id()));
        await().until(() -> acknowledged.contains(event.id()));
    }

    @Test
    void alertForAReleaseThatIsNotKnownYetRollsItBack() {
        // Given a replica that knows the first release only, and a second one with traffic
        started(V2);
        handled(alert("a", "v2"));
        Controller behind = lagging();
        world.now.set(later(9));
        started(V3);
        // When it gets the alert for the second one
        handledBy(behind, alert("b", "v3"));
        // Then that is rolled back
        assertThat(world.latest().canary()).isEqualTo(V3);
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void alertForAReleaseThatIsNotKnownYetIsNotAcknowledgedUnread() {
        // Given the same, with an API server that does not answer twice
        Controller behind = lagging();
        started(V2);
        world.refreshFaults.add(new Result.Unreachable<>("503"));
        world.refreshFaults.add(new Result.Unreachable<>("503"));
        handledBy(behind, alert("a", "v2"));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void alertForAReleaseThatIsNotKnownYetAndWhosePolicyIsGoneRollsItBack() {
        Controller behind = lagging();
        started(V2);
        world.noMemory.set(Optional.of(new Result.Done<>(false)));
        handledBy(behind, alert("a", "v2"));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void abortOfAReleaseThatIsNotKnownYetIsObeyed() {
        Controller behind = lagging();
        started(V2);
        handledBy(behind, command("abort", Action.ABORT));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void alertThatTheGatesDidNotKnowOfTakesTheReleaseBackBeforeItsFirstTraffic() {
        // Given an alert that is remembered, and a replica whose policies are older than that
        handledBy(controller, alert("a", "v2"));
        world.policy = new PolicyLookup.Found(plan(), Optional.empty(), List.of());
        assertThat(handled(deploy("d", V2, world.now.get())).phase())
                .isInstanceOf(Phase.Preparing.class);
        // When the propagation wait is over
        assertThat(due().phase()).isInstanceOf(Phase.RolledBack.class);
        // Then the canary has had nothing
        assertThat(world.routeWrites).isEmpty();
    }

    @Test
    void alertThatAPersonOverruledDoesNotComeBackBeforeTheFirstTraffic() {
        handledBy(controller, alert("a", "v2"));
        assertThat(handled(deploy("d", V2, world.now.get())).phase())
                .isInstanceOf(Phase.Pending.class);
        handled(command("skip", Action.SKIP));
        assertThat(due().phase()).isInstanceOf(Phase.Progressing.class);
    }

    @Test
    void alertThatIsRememberedWhileAReleaseBeginsRollsItBack() {
        // Given a replica that finds no release, before and after it has read anew
        started(V2);
        handled(command("abort", Action.ABORT));
        Controller behind = lagging();
        world.noMemory.set(Optional.of(new Result.Unreachable<>("503")));
        behind.handle(alert("b", "v3"), () -> acknowledged.add("b"));
        await().until(() -> world.retries.stream().anyMatch(r -> r.startsWith("b")));
        // When the release begins before the alert can be remembered
        world.now.set(later(9));
        started(V3);
        world.noMemory.set(Optional.empty());
        // Then it is rolled back
        await().until(() -> acknowledged.contains("b"));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void deploymentThatMeetsTheEndOfTheLiveReleaseIsReleased() {
        // Given a replica for which the first release is live
        started(V2);
        Controller behind = lagging();
        handled(alert("a", "v2"));
        // When it gets another deployment
        handledBy(behind, deploy("d3", V3, later(5)));
        // Then that is released
        assertThat(world.latest().canary()).isEqualTo(V3);
        assertThat(world.rollouts).hasSize(2);
    }

    @Test
    void deploymentIsNotRefusedForAReleaseThatHasEnded() {
        world.governedBy(plan(OnNewDeploy.REJECT, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        Controller behind = lagging();
        handled(alert("a", "v2"));
        handledBy(behind, deploy("d3", V3, later(5)));
        assertThat(world.refusals).isEmpty();
        assertThat(world.latest().canary()).isEqualTo(V3);
    }

    @Test
    void retryThatMeetsTheEndOfTheLiveReleaseIsObeyed() {
        started(V2);
        Controller behind = lagging();
        handled(alert("a", "v2"));
        handledBy(behind, command("retry", Action.RETRY));
        assertThat(world.refusals).isEmpty();
        assertThat(world.rollouts).hasSize(2);
    }
}
