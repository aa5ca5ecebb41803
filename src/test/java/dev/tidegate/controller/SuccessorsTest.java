package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.PolicyLookup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.util.List;

/** No release ends for one that cannot start. */
class SuccessorsTest extends ControllerScene {

    static List<PolicyLookup> noPolicy() {
        return List.of(new PolicyLookup.Absent(), new PolicyLookup.Invalid("steps: is empty"));
    }

    @ParameterizedTest
    @MethodSource("noPolicy")
    void refusedDeploymentLeavesTheLiveReleaseAsItIs(PolicyLookup policy) {
        started(V2);
        world.policy = policy;
        Rollout live = handled(deploy("d3", V3, later(5)));
        assertThat(live.canary()).isEqualTo(V2);
        assertThat(live.phase()).isInstanceOf(Phase.Progressing.class);
        assertThat(world.route)
                .contains(Distribution.split(V1, V2, Weight.ofPercent(new BigDecimal("5"))));
        assertThat(world.refusals).singleElement().asString().contains("RolloutPolicy");
        assertThat(live.handled().contains("d3")).isTrue();
    }

    @Test
    void deploymentWhosePolicyCannotBeReadIsTriedAgainAndHoldsNoAlert() {
        started(V2);
        world.policy = new PolicyLookup.Unreachable("503");
        controller.handle(deploy("d3", V3, later(5)), () -> acknowledged.add("d3"));
        await().until(() -> !world.retries.isEmpty());
        assertThat(world.latest().phase()).isInstanceOf(Phase.Progressing.class);
        controller.handle(alert("a", "v2"), () -> acknowledged.add("a"));
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        world.governedBy(plan());
        await().until(() -> acknowledged.contains("d3"));
        assertThat(world.latest().canary()).isEqualTo(V3);
    }

    @Test
    void deploymentWithoutItsWorkloadWaitsUntilThatIsThere() {
        // Given a version whose Deployment is not there yet, or whose name is wrong
        started(V2);
        world.missing.add("reviews-v3");
        Rollout live = handled(deploy("d3", V3, later(5)));
        // Then the live release goes on
        assertThat(live.canary()).isEqualTo(V2);
        assertThat(live.phase()).isInstanceOf(Phase.Progressing.class);
        assertThat(live.next()).map(n -> n.version()).contains(V3);
        assertThat(world.refusals).isEmpty();
        // When the Deployment is created
        world.missing.clear();
        controller.nudge(REVIEWS);
        // Then the new version takes over
        await().until(() -> world.latest().canary().equals(V3));
        assertThat(world.route).contains(Distribution.all(V1));
        assertThat(world.of(REVIEWS).getLast().rollout().phase())
                .isInstanceOf(Phase.Superseded.class);
    }

    @Test
    void deploymentThatWaitsForItsWorkloadStartsAtTheLatestWhenTheLiveOneEnds() {
        started(V2);
        world.missing.add("reviews-v3");
        handled(deploy("d3", V3, later(5)));
        Rollout next = handled(alert("a", "v2"));
        assertThat(next.canary()).isEqualTo(V3);
        assertThat(next.live()).isTrue();
    }

    @Test
    void refusalAtTheEndOfTheLiveReleaseIsTold() {
        // Given a deployment that waits for its workload, and a policy that is deleted meanwhile
        started(V2);
        world.missing.add("reviews-v3");
        handled(deploy("d3", V3, later(5)));
        world.policy = new PolicyLookup.Absent();
        // When the live release ends
        Rollout ended = handled(alert("a", "v2"));
        // Then it is refused, and told
        assertThat(ended.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(ended.next()).isEmpty();
        assertThat(world.refusals).singleElement().asString().contains("has no RolloutPolicy");
    }

    @Test
    void whatWaitsForARollbackBeginsThoughItCannotBeCreatedAtFirst() {
        started(V2);
        world.missing.add("reviews-v3");
        handled(deploy("d3", V3, later(5)));
        world.createFaults.add(new Result.Unreachable<>("503"));
        assertThat(handled(alert("a", "v2")).canary()).isEqualTo(V3);
    }
}
