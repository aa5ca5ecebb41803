package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;

/** A GitOps tool tells at every interval, and after every commit, which version is to run. */
class DeclaredVersionsTest extends ControllerScene {

    private static RolloutEvent declared(String commit, Version version, Instant at) {
        return deploy("/flux %s/%s".formatted(commit, version), version, at).asDeclared();
    }

    private void handledWithoutARollout(RolloutEvent event) {
        controller.handle(event, () -> acknowledged.add(event.id()));
        await().until(() -> acknowledged.contains(event.id()));
    }

    @Test
    void stableVersionIsNoDeploymentAndNoRefusalIsTold() {
        handledWithoutARollout(declared("c1", V1, START));
        assertThat(world.rollouts).isEmpty();
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void anotherVersionIsReleasedAndItsNextCommitsChangeNothing() {
        handled(declared("c1", V2, START));
        Rollout live = due();
        assertThat(handled(declared("c2", V2, later(5)))).isEqualTo(live);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void stableVersionDoesNotEndWhatAnotherSenderStarted() {
        Rollout live = started(V2);
        assertThat(handled(declared("c2", V1, later(5)))).isEqualTo(live);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void stableVersionIsNotQueuedBehindIt() {
        world.governedBy(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        assertThat(handled(declared("c2", V1, later(5))).next()).isEmpty();
    }

    @Test
    void whatWaitsInTheQueueIsNotQueuedAgain() {
        world.governedBy(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        Rollout queued = handled(declared("c2", V3, later(5)));
        assertThat(queued.next()).isPresent();
        assertThat(handled(declared("c3", V3, later(6)))).isEqualTo(queued);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void whatARejectingPolicyLeftAsideIsReleasedWhenItIsDeclaredAgain() {
        world.governedBy(plan(OnNewDeploy.REJECT, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        RolloutEvent third = declared("c2", V3, later(5));
        assertThat(handled(third).canary()).isEqualTo(V2);
        handled(alert("a", "v2"));
        assertThat(handled(third).canary()).isEqualTo(V3);
        assertThat(world.refusals).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OnNewDeploy.class)
    void stableVersionTakesBackWhatTheSameSenderStarted(OnNewDeploy rule) {
        world.governedBy(plan(rule, OnDrift.REVERT, Unversioned.ROLLBACK));
        handled(declared("c1", V2, START));
        due();
        Rollout reverted = handled(declared("c2", V1, later(5)));
        assertThat(reverted.phase().title()).isEqualTo("RolledBack");
        assertThat(reverted.history().reversed())
                .anySatisfy(move -> assertThat(move.cause()).contains("v1 is declared again"));
    }

    @Test
    void whatIsOlderThanTheReleaseDoesNotTakeItBack() {
        handled(declared("c2", V2, later(5)));
        Rollout live = world.latest();
        assertThat(handled(declared("c1", V1, later(4)))).isEqualTo(live);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void versionThatTheSenderHadTakenBackIsReleasedWhenItComesAgain() {
        handled(declared("c1", V2, START));
        due();
        handled(declared("c2", V1, later(5)));
        Rollout again = handled(declared("c3", V2, later(6)));
        assertThat(again.identity().name()).isEqualTo("reviews-2");
        assertThat(again.canary()).isEqualTo(V2);
    }

    @Test
    void versionThatWasRolledBackIsNotTriedAgainUntilAnotherOneIs() {
        handled(declared("c1", V2, START));
        due();
        handled(alert("a", "v2"));
        assertThat(handled(declared("c2", V2, later(5))).identity().name()).isEqualTo("reviews-1");
        assertThat(world.refusals).isEmpty();
        assertThat(handled(declared("c3", V3, later(6))).canary()).isEqualTo(V3);
    }
}
