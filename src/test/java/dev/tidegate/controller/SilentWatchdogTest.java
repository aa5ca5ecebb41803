package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the loop makes of it that no alert can come. */
class SilentWatchdogTest extends ControllerScene {

    private static final Optional<String> SILENT = Optional.of("no alert can come");

    private void looked() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        controller.look(REVIEWS, () -> done.complete(null));
        await().until(done::isDone);
    }

    @Test
    void firstStepWaitsAndGoesOnByALookWhenItIsHeard() {
        // Given
        handled(deploy("d", V2, START));
        world.watchdog.silence = SILENT;
        // When the first step is due
        Rollout held = due();
        // Then it waits, says why, and is looked at again soon and again
        assertThat(held.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(held.pods().waits()).isEqualTo(SILENT);
        assertThat(world.reminders).contains(world.now.get().plusSeconds(10));
        looked();
        assertThat(world.latest()).isEqualTo(held);
        // When it is heard again
        world.watchdog.heard();
        looked();
        // Then it goes on
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %");
        assertThat(world.latest().pods().waits()).isEmpty();
    }

    @Test
    void alertThatComesByAnotherWayStillRollsBack() {
        started(V2);
        world.watchdog.silence = SILENT;
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void promoteIsRefusedWithTheReasonAndAbortIsNot() {
        started(V2);
        due();
        world.watchdog.silence = SILENT;
        Rollout paused = handled(command("p", Action.PROMOTE));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(world.refusals).anyMatch(r -> r.contains("no alert can come"));
        assertThat(handled(command("abort", Action.ABORT)).phase())
                .isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void tickEndsABakeOnlyWhenItIsHeard() {
        AwaitedEvents deliveries = new AwaitedEvents(controller, world.ports());
        started(V2);
        due();
        handled(command("p", Action.PROMOTE));
        world.watchdog.silence = SILENT;
        assertThat(due().phase()).isInstanceOf(Phase.Baking.class);
        ticked(deliveries);
        assertThat(world.latest().phase()).isInstanceOf(Phase.Baking.class);
        world.watchdog.heard();
        ticked(deliveries);
        assertThat(world.latest().phase()).isInstanceOf(Phase.Succeeded.class);
    }

    private void ticked(AwaitedEvents deliveries) {
        CompletableFuture<Void> done = deliveries.tick(world.now.get());
        await().until(done::isDone);
    }
}
