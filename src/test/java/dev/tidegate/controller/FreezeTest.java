package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the loop makes of a freeze. */
class FreezeTest extends ControllerScene {

    private static final FreezeScope BOOKINFO = FreezeScope.of("bookinfo");

    private void given(Action action, FreezeScope scope) {
        String id = action + " " + scope;
        CompletableFuture<Void> done = new CompletableFuture<>();
        controller.handle(
                new Command(
                        id,
                        scope.service(),
                        world.now.get(),
                        action,
                        Optional.empty(),
                        "oncall",
                        "migration"),
                () -> done.complete(null));
        soon().until(done::isDone);
    }

    private void looked() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        controller.look(REVIEWS, () -> done.complete(null));
        await().until(done::isDone);
    }

    @Test
    void freezeOfTheNamespaceOrOfAllHoldsAStepUntilItIsOver() {
        for (FreezeScope scope : new FreezeScope[] {BOOKINFO, FreezeScope.ALL}) {
            world.rollouts.clear();
            world.routeWrites.clear();
            world.route = Optional.of(Distribution.all(V1));
            // Given
            handled(deploy("d" + scope, V2, world.now.get()));
            given(Action.FREEZE, scope);
            // When its first step is due
            Rollout held = due();
            // Then it waits, and says why
            assertThat(held.phase()).isInstanceOf(Phase.Preparing.class);
            assertThat(held.pods().waits().orElseThrow()).contains("is frozen: migration");
            assertThat(world.routeWrites).isEmpty();
            // When it is over
            given(Action.UNFREEZE, scope);
            looked();
            // Then it goes on
            assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %");
        }
    }

    @Test
    void deploymentInAFreezeIsKeptAndBeginsAfterIt() {
        given(Action.FREEZE, BOOKINFO);
        Rollout kept = handled(deploy("d", V2, world.now.get()));
        assertThat(kept.phase()).isInstanceOf(Phase.Pending.class);
        assertThat(kept.pods().waits().orElseThrow()).contains("is frozen");
        given(Action.UNFREEZE, BOOKINFO);
        looked();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void deploymentDoesNotEndALiveReleaseInAFreezeAndTakesItsPlaceAfterIt() {
        started(V2);
        given(Action.FREEZE, BOOKINFO);
        Rollout live = handled(deploy("d3", V3, world.now.get()));
        assertThat(live.canary()).isEqualTo(V2);
        assertThat(live.next().orElseThrow().version()).isEqualTo(V3);
        given(Action.UNFREEZE, BOOKINFO);
        looked();
        assertThat(world.latest().canary()).isEqualTo(V3);
    }

    @Test
    void alertAndAbortRollBackInAFreeze() {
        started(V2);
        given(Action.FREEZE, FreezeScope.ALL);
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void commandThatComesBeforeTheFreezesAreReadIsFollowedAfterIt() {
        // Given a process that has just begun, and a step that pauses
        started(V2);
        due();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Paused.class);
        world.freezes.known = false;
        // When somebody promotes
        controller.handle(command("p", Action.PROMOTE), () -> acknowledged.add("p"));
        // Then it is tried again, and neither refused nor acknowledged
        soon().until(() -> world.freezes.unsure.get() > 2);
        assertThat(acknowledged).isEmpty();
        assertThat(world.latest().refusals()).isEmpty();
        Rollout before = world.latest();
        assertThat(before.phase()).isInstanceOf(Phase.Paused.class);
        world.freezes.known = true;
        soon().until(() -> acknowledged.contains("p"));
        assertThat(world.latest().canaryWeight()).isGreaterThan(before.canaryWeight());
    }

    @Test
    void alertAndAbortNeedNotKnowWhatIsFrozen() {
        started(V2);
        world.freezes.known = false;
        assertThat(handled(command("b", Action.ABORT)).phase())
                .isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void freezeOfAnotherNamespaceHoldsNothing() {
        given(Action.FREEZE, FreezeScope.of("shop"));
        started(V2);
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %");
    }
}
