package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What cannot be told holds back offsets, and nothing else. */
class OutboxTest extends ControllerScene {

    /** A release at its first step, whose move no topic takes. */
    private Rollout untold() {
        Rollout preparing = handled(deploy("d", V2, world.now.get()));
        world.noOutcomes.set(true);
        post(timer(preparing, dueOf(preparing)));
        await().until(() -> world.latest().phase() instanceof Phase.Progressing);
        return world.latest();
    }

    private void post(RolloutEvent event) {
        world.now.set(event.time().isAfter(world.now.get()) ? event.time() : world.now.get());
        controller.handle(event, () -> acknowledged.add(event.id()));
    }

    private static Instant dueOf(Rollout rollout) {
        return ((Phase.Live) rollout.phase()).due().orElseThrow();
    }

    @Test
    void commandsAndTimersGoOnWhileNoOutcomeIsTaken() {
        // Given
        Rollout rollout = untold();
        // When the hold is over, and a person promotes and aborts
        post(timer(rollout, dueOf(rollout)));
        await().until(() -> world.latest().phase() instanceof Phase.Paused);
        post(command("promote", Action.PROMOTE));
        await().until(() -> world.latest().phase() instanceof Phase.Baking);
        post(command("abort", Action.ABORT));
        // Then all of it is done, and nothing is acknowledged
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        assertThat(acknowledged).isEmpty();
        // until the topic takes what was not told, in its order
        world.noOutcomes.set(false);
        await().until(() -> acknowledged.size() == 4);
        assertThat(world.published)
                .containsExactly(
                        "reviews-1/1 Pending",
                        "reviews-1/2 Preparing",
                        "reviews-1/3 Progressing",
                        "reviews-1/4 Paused",
                        "reviews-1/5 Baking",
                        "reviews-1/6 RollingBack",
                        "reviews-1/7 RolledBack");
    }

    @Test
    void alertWaitsForNoAttemptToTellThatIsUnderWay() {
        // Given an attempt that hangs
        Rollout preparing = handled(deploy("d", V2, world.now.get()));
        int tries = world.publishTries.get();
        CountDownLatch hanging = new CountDownLatch(1);
        world.publishing.set(hanging);
        post(timer(preparing, dueOf(preparing)));
        await().until(() -> world.publishTries.get() > tries);
        // When an alert comes
        post(alert("a", "v2"));
        // Then the traffic is back while it hangs
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        assertThat(world.route).contains(Distribution.all(V1));
        assertThat(acknowledged).isEmpty();
        hanging.countDown();
        await().until(() -> acknowledged.size() == 2);
    }

    @Test
    void handEditAfterTheEndIsLeftAloneWhileTheEndIsUntold() {
        // Given a release that has succeeded and whose end no topic takes
        started(V2);
        due();
        handled(command("p", Action.PROMOTE));
        world.noOutcomes.set(true);
        Rollout baking = world.latest();
        post(timer(baking, dueOf(baking)));
        await().until(() -> world.latest().phase() instanceof Phase.Succeeded);
        await().until(() -> world.of(REVIEWS).getFirst().rollout().left());
        // When a person takes the traffic back by hand, and there are looks and another process
        world.route = Optional.of(Distribution.all(V1));
        controller.nudge(REVIEWS);
        controller = started();
        post(timer(baking, dueOf(baking)));
        int tries = world.publishTries.get();
        await().until(() -> world.publishTries.get() > tries + 2);
        // Then the hand edit stays, and so it does when the end is told
        world.noOutcomes.set(false);
        await().until(() -> acknowledged.size() == 2);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void endThatIsCommittedAndNotAppliedIsAppliedByTheNextProcess() {
        // Given a process that dies after it has committed that a newer deployment takes over
        started(V2);
        world.applyFaults.add(new Result.Unreachable<>("the process dies here"));
        assertThat(process().handle(deploy("d3", V3, later(5))).isDone()).isFalse();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Superseded.class);
        // When the next process gets a deployment that is newer still
        controller = started();
        world.now.set(later(6));
        handled(deploy("d4", V2, later(6)));
        // Then the traffic went back, and the one that waited was not forgotten
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %", "v1 100 %");
        assertThat(world.of(REVIEWS))
                .extracting(s -> s.rollout().canary() + " " + s.rollout().phase().title())
                .containsExactly("v2 Preparing", "v3 Superseded", "v2 Superseded");
    }

    @Test
    void policyShowsTheReleaseThatIsLive() {
        world.showFaults.add(new Result.Unreachable<>("503"));
        started(V2);
        assertThat(world.shown.get()).contains("reviews-1");
        handled(deploy("d3", V3, later(5)));
        assertThat(world.shown.get()).contains("reviews-2");
        handled(alert("a", "v3"));
        assertThat(world.shown.get()).isEmpty();
    }
}
