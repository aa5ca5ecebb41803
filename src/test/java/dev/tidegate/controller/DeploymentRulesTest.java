package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Action;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

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
        assertThat(world.routeWrites).containsExactly("v1 95, v2 5", "v1 100");
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
        world.drift = Optional.of(new RouteGateway.Drift("primary", edited));
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
        world.policy = new Policies.Lookup.Absent();
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
