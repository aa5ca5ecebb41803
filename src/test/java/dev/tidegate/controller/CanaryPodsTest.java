package dev.tidegate.controller;

import static dev.tidegate.core.rollout.PodScenes.*;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What the loop makes of the canary's pods. */
class CanaryPodsTest extends ControllerScene {

    private void looked() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        controller.look(REVIEWS, () -> done.complete(null));
        await().until(done::isDone);
    }

    @Test
    void firstStepWaitsForPodsAndGoesOnByALook() {
        handled(deploy("d", V2, START));
        world.pods = pods(1, 2);
        Rollout held = due();
        assertThat(held.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(held.pods().waits()).isPresent();
        world.pods = pods(2, 2);
        looked();
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %");
    }

    @Test
    void alertThatFiredMeanwhileIsHeededBeforeTheFirstTraffic() {
        handled(deploy("d", V2, START));
        world.pods = pods(1, 2);
        due();
        world.firing.add(alert("a", "v2").alert());
        world.pods = pods(2, 2);
        looked();
        assertThat(world.latest().phase()).isNotInstanceOf(Phase.Progressing.class);
        assertThat(world.routeWrites).isEmpty();
    }

    @Test
    void canaryWithoutPodsIsRolledBackWithoutAnAlert() {
        started(V2);
        world.pods = missing();
        Instant gone = world.now.get();
        looked();
        Instant over = gone.plus(Duration.ofSeconds(20));
        assertThat(world.latest().phase()).isInstanceOf(Phase.Progressing.class);
        assertThat(world.reminders).contains(over);
        // When the time is over, in another process
        world.now.set(over);
        controller = started();
        looked();
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void promoteIsRefusedAndToldSo() {
        started(V2);
        due();
        world.pods = pods(0, 1);
        Rollout paused = handled(command("p", Action.PROMOTE));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(world.refusals).anyMatch(r -> r.contains("0 of 1 pods ready"));
        // and the same again, given later, is followed
        world.pods = pods(1, 1);
        assertThat(handled(command("again", Action.PROMOTE)).phase())
                .isInstanceOf(Phase.Baking.class);
    }

    @Test
    void tickMovesAStepThatWaitedOrTakesItsTrafficBack() {
        AwaitedEvents deliveries = new AwaitedEvents(controller, world.ports());
        started(V2);
        due();
        handled(command("p", Action.PROMOTE));
        world.pods = pods(0, 1);
        Rollout held = due();
        assertThat(held.phase()).isInstanceOf(Phase.Baking.class);
        Instant now = world.now.get();
        for (int minute = 0; minute < 2; minute++) {
            world.now.set(now.plus(Duration.ofMinutes(minute)));
            CompletableFuture<Void> ticked = deliveries.tick(world.now.get());
            await().until(ticked::isDone);
        }
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }
}
