package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.service.PolicyLookup;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deployments that meet another release, a hand edit, or nothing to release into. */
class DeploymentRulesTest extends ControllerScene {

    @Test
    void newerDeploymentSupersedesAndStartsOnceTheTrafficIsBack() {
        started(V2);
        Rollout third = handled(deploy("d3", V3, later(5)));
        assertThat(third.canary()).isEqualTo(V3);
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %", "v1 100 %");
        assertThat(world.of(REVIEWS))
                .extracting(s -> s.rollout().phase().title())
                .containsExactly("Preparing", "Superseded");
    }

    @Test
    void queuedDeploymentStartsWhenTheLiveOneEnds() {
        world.governedBy(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        assertThat(handled(deploy("d3", V3, later(5))).canary()).isEqualTo(V2);
        assertThat(handled(alert("a", "v2")).canary()).isEqualTo(V3);
    }

    @Test
    void rejectedDeploymentDoesNotStartLaterEither() {
        world.governedBy(plan(OnNewDeploy.REJECT, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        RolloutEvent rejected = deploy("d3", V3, later(5));
        handled(rejected);
        handled(alert("a", "v2"));
        assertThat(handled(rejected).canary()).isEqualTo(V2);
    }

    @Test
    void everyDeploymentThatIsNotTakenLeavesAnOutcome() {
        // Given a live release of v2, deployed at minute 4, under a policy that rejects
        world.governedBy(plan(OnNewDeploy.REJECT, OnDrift.REVERT, Unversioned.ROLLBACK));
        world.now.set(later(4));
        started(V2);
        // When an older one, one of the same version and another one come
        handled(deploy("older", V3, later(1)));
        handled(deploy("same", V2, later(5)));
        handled(deploy("rejected", V3, later(5)));
        // and, after the release has ended, one that is older than it
        handled(alert("a", "v2"));
        handled(deploy("late", V3, later(2)));
        // Then each is told, once for each time that it came
        assertThat(world.refusals)
                .satisfiesExactly(
                        older -> assertThat(older).contains("is older"),
                        same -> assertThat(same).contains("is being released already"),
                        rejected -> assertThat(rejected).contains("onNewDeploy: reject"),
                        late -> assertThat(late).contains("older than", "reviews-1"));
    }

    @Test
    void queuedDeploymentThatGivesWayToANewerOneLeavesAnOutcome() {
        world.governedBy(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        handled(deploy("d3", V3, later(5)));
        assertThat(world.refusals).isEmpty();
        handled(deploy("d4", new Version("v4"), later(6)));
        assertThat(world.refusals)
                .singleElement()
                .asString()
                .contains("in place of the older deployment of v3");
        assertThat(world.loggedRefusals).containsExactly("d3");
        assertThat(handled(alert("a", "v2")).canary()).isEqualTo(new Version("v4"));
    }

    @Test
    void refusalThatKafkaDoesNotTakeIsToldAgainBeforeTheEventIsAcknowledged() {
        started(V2);
        world.refusalFaults.add(new Result.Unreachable<>("Kafka is away"));
        handled(deploy("older", V3, START.minusSeconds(1)));
        assertThat(world.refusals).hasSize(1);
    }

    @Test
    void queuedDeploymentThatIsRefusedAtItsTurnDoesNotStartLater() {
        // Given a queued deployment whose policy is gone when its turn comes
        world.governedBy(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK));
        started(V2);
        handled(deploy("d3", V3, later(5)));
        world.policy = new PolicyLookup.Absent();
        handled(alert("a", "v2"));
        assertThat(world.refusals).singleElement().asString().contains("has no RolloutPolicy");
        // When there is a policy again
        world.governedBy(plan());
        handled(command("look", Action.PROMOTE));
        // Then what was refused stays refused
        assertThat(world.rollouts).hasSize(1);
    }

    @Test
    void commandThatFindsNothingToCommandLeavesAnOutcome() {
        controller.handle(command("early", Action.PROMOTE), () -> acknowledged.add("early"));
        await().until(() -> acknowledged.contains("early"));
        started(V2);
        handled(command("resume", Action.RESUME));
        handled(alert("a", "v2"));
        handled(command("late", Action.ABORT));
        // a copy of one that was taken into account is not told as refused
        handled(command("resume", Action.RESUME));
        assertThat(world.refusals)
                .satisfiesExactly(
                        early -> assertThat(early).contains("has no rollout yet"),
                        resume -> assertThat(resume).contains("does not apply in Progressing"),
                        late -> assertThat(late).contains("has ended: RolledBack"));
    }

    @Test
    void retryReleasesTheEndedVersionAgain() {
        started(V2);
        handled(command("x", Action.ABORT));
        Rollout again = handled(command("again", Action.RETRY));
        assertThat(again.identity().name()).isEqualTo("reviews-2");
        assertThat(again.canary()).isEqualTo(V2);
    }

    @Test
    void handEditedWeightsAreRevertedAndTold() {
        started(V2);
        Distribution edited = Distribution.split(V1, V2, new Weight(5000));
        world.route = Optional.of(edited);
        world.drift = Optional.of(new Observation.RoutesDrifted("primary", edited, true));
        controller.nudge(REVIEWS);
        await().until(() -> world.routeWrites.size() == 2);
        await().until(() -> world.published.contains("reviews-1/4 Progressing"));
        assertThat(world.route).contains(Distribution.split(V1, V2, new Weight(500)));
    }

    @Test
    void brokenRoutesPauseTheRelease() {
        Rollout rollout = started(V2);
        world.now.set(later(5));
        world.applyFaults.add(new Result.Rejected<>("VirtualService bookinfo/reviews is gone"));
        controller.nudge(rollout.service());
        await().until(() -> world.latest().phase() instanceof Phase.Paused);
    }

    @Test
    void deploymentWithoutPolicyIsRefusedWithWhatToDo() {
        world.policy = new PolicyLookup.Absent();
        controller.handle(deploy("d", V2, START), () -> acknowledged.add("d"));
        await().until(() -> acknowledged.contains("d"));
        assertThat(world.refusals)
                .singleElement()
                .asString()
                .contains("bookinfo/reviews", "create one");
    }

    @Test
    void deploymentOfTheStableVersionIsRefused() {
        controller.handle(deploy("d", V1, START), () -> acknowledged.add("d"));
        await().until(() -> acknowledged.contains("d"));
        assertThat(world.refusals)
                .singleElement()
                .asString()
                .contains("v1 carries the traffic already");
        assertThat(world.rollouts).isEmpty();
    }

    @Test
    void eventsOfOneServiceAreHandledInTheirOrder() {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String id = "c" + i;
            wanted.add(id);
            controller.handle(command(id, Action.RESUME), () -> acknowledged.add(id));
        }
        await().until(() -> acknowledged.size() == 500);
        assertThat(acknowledged).containsExactlyElementsOf(wanted);
    }
}
