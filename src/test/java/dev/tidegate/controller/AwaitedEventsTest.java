package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

class AwaitedEventsTest extends ControllerScene {

    private final AwaitedEvents deliveries = new AwaitedEvents(controller, world.ports());

    @Test
    void eventIsDoneWhenItsOutcomeIsAcknowledged() {
        world.publishFaults.add(new Result.Unreachable<>("no broker"));
        CompletableFuture<Void> done = deliveries.deliver(deploy("d-1", V2, world.now.get()));
        await().until(done::isDone);
        assertThat(world.published).isNotEmpty();
        assertThat(world.publishFaults).isEmpty();
    }

    @Test
    void eventSentAgainJoinsTheWorkOnIt() {
        // Given a broker that takes nothing for a long time
        for (int i = 0; i < 1_000; i++) {
            world.publishFaults.add(new Result.Unreachable<>("no broker"));
        }
        CompletableFuture<Void> first = deliveries.deliver(deploy("d-1", V2, world.now.get()));
        // When it is sent again, then no more waits than before
        assertThat(deliveries.deliver(deploy("d-1", V2, world.now.get()))).isSameAs(first);
        synchronized (world) {
            world.publishFaults.clear();
        }
        await().until(first::isDone);
        // and once it is done, the next copy is an event of its own
        assertThat(deliveries.deliver(deploy("d-1", V2, world.now.get()))).isNotSameAs(first);
    }

    @Test
    void tickMovesWhatIsDue() {
        Rollout progressing = started(V2);
        Instant due = ((Phase.Live) progressing.phase()).due().orElseThrow();
        world.now.set(due);
        ticked(due);
        assertThat(world.latest().revision()).isGreaterThan(progressing.revision());
    }

    @Test
    void tickBeforeTheTimeMovesNothing() {
        Rollout progressing = started(V2);
        Instant due = ((Phase.Live) progressing.phase()).due().orElseThrow();
        world.now.set(due.minusMillis(1));
        ticked(due.plusSeconds(60));
        assertThat(world.latest()).isEqualTo(progressing);
    }

    @Test
    void clockThatIsAheadOfTheTicksShortensNoHold() {
        Rollout progressing = started(V2);
        Instant due = ((Phase.Live) progressing.phase()).due().orElseThrow();
        world.now.set(due.plusSeconds(60));
        ticked(due.minusMillis(1));
        assertThat(world.latest()).isEqualTo(progressing);
    }

    @Test
    void tickSeesPodsThatBecameReady() {
        world.notReady.add("pods are starting");
        handled(deploy("d-1", V2, world.now.get()));
        assertThat(world.latest().phase()).isInstanceOf(Phase.Pending.class);
        world.notReady.clear();
        ticked(world.now.get());
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void tickLeavesEndedRolloutsAlone() {
        started(V2);
        handled(alert("a-1", "v2"));
        Rollout ended = world.latest();
        int told = world.published.size();
        ticked(world.now.get());
        assertThat(world.latest()).isEqualTo(ended);
        assertThat(world.published).hasSize(told);
    }

    private void ticked(Instant at) {
        CompletableFuture<Void> done = deliveries.tick(at);
        await().until(done::isDone);
    }
}
