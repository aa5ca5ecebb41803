package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.service.PolicyLookup;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

/** An alert whose end was never told holds no release for ever. */
class ForgottenAlertTest extends ControllerScene {

    private static final Alert STALE =
            new Alert("ErrorRate", "critical", Optional.empty(), "f", START.minusSeconds(9_000));

    private static Command forget(String id) {
        return new Command(
                id,
                REVIEWS,
                START.minusSeconds(5),
                Action.FORGET,
                Optional.empty(),
                "ann",
                "the silence is over",
                Optional.of("f"),
                Optional.empty());
    }

    @Test
    void forgettingTheAlertLetsTheReleaseGoOnAndIsInItsHistory() {
        // Given a release that waits for an alert
        world.firing.add(STALE);
        assertThat(handled(deploy("d", V2, START)).phase()).isInstanceOf(Phase.Pending.class);
        // When a person has it forgotten, by a clock that is behind
        assertThat(handled(forget("c")).phase()).isInstanceOf(Phase.Preparing.class);
        // Then the history says who
        Move move = world.latest().history().get(1);
        assertThat(move.cause()).isEqualTo("forget alert f by ann: the silence is over");
        assertThat(move.initiator().orElseThrow().actor()).isEqualTo("ann");
        // and a copy of the command changes nothing
        long revision = world.latest().revision();
        assertThat(handled(forget("c")).revision()).isEqualTo(revision);
    }

    @Test
    void alertHoldsAReleaseWhosePolicyIsNotValidAnyMore() {
        world.firing.add(STALE);
        handled(deploy("d", V2, START));
        world.policy = new PolicyLookup.Invalid("bake: soon");
        look();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void releaseThatWaitsGoesOnOnlyWithItsPolicyWhichKnowsTheAlerts() {
        // Given a release that waits for an alert
        world.firing.add(STALE);
        handled(deploy("d", V2, START));
        PolicyLookup before = world.policy;
        // When its policy is deleted, and with it what is known of the alert
        world.firing.clear();
        world.policy = new PolicyLookup.Absent();
        look();
        // Then it waits for the policy, and says so
        assertThat(world.latest().phase())
                .asInstanceOf(InstanceOfAssertFactories.type(Phase.Pending.class))
                .satisfies(
                        pending ->
                                assertThat(pending.blockers())
                                        .singleElement()
                                        .asString()
                                        .startsWith("there is no RolloutPolicy bookinfo/reviews"));
        world.policy = before;
        look();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    private void look() {
        acknowledged.remove("look");
        controller.look(REVIEWS, () -> acknowledged.add("look"));
        await().until(() -> acknowledged.contains("look"));
    }

    @Test
    void withoutAReleaseItIsForgottenAllTheSame() {
        world.firing.add(STALE);
        controller.handle(forget("c"), () -> acknowledged.add("c"));
        await().until(() -> acknowledged.contains("c"));
        assertThat(world.firing).isEmpty();
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void resolvedAlertWithAnotherStartLetsTheReleaseGoOn() {
        world.firing.add(STALE);
        handled(deploy("d", V2, START));
        Instant end = START.plusSeconds(1);
        Alert resolved =
                new Alert("ErrorRate", "critical", Optional.empty(), "f", end).endedAt(end);
        assertThat(handled(new AlertResolved("r", REVIEWS, end, resolved)).phase())
                .isInstanceOf(Phase.Preparing.class);
    }
}
