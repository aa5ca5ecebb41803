package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A controller in a world of fakes, and what the tests do to it. */
abstract class ControllerScene {

    final FakeWorld world = new FakeWorld();
    final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    Controller controller = started();

    Controller started() {
        return new Controller(
                world.ports(), Executors.newVirtualThreadPerTaskExecutor(), new Random(1));
    }

    /** A replica whose watch stands still from now on. */
    Controller lagging() {
        Ports now = world.ports();
        return new Controller(
                new Ports(
                        new LaggingStore(world),
                        now.policies(),
                        now.routes(),
                        now.workloads(),
                        now.watchdog(),
                        now.outcomes(),
                        now.telemetry(),
                        now.timers(),
                        now.clock(),
                        now.freezes()),
                Executors.newVirtualThreadPerTaskExecutor(),
                new Random(2));
    }

    /** What decides and writes, without the letters that try again: a process that may die. */
    Reconciler process() {
        return new Reconciler(world.ports(), new Outbox(world.ports()));
    }

    @BeforeEach
    void governed() {
        world.governedBy(plan());
    }

    /** Handles an event and waits until its offset may be committed. */
    Rollout handled(RolloutEvent event) {
        controller.handle(event, () -> acknowledged.add(event.id()));
        soon().until(() -> acknowledged.contains(event.id()));
        acknowledged.clear();
        return world.latest();
    }

    /** For what takes a few milliseconds, hundreds of times. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    Rollout due() {
        Rollout rollout = world.latest();
        Instant due = ((Phase.Live) rollout.phase()).due().orElseThrow();
        world.now.set(due);
        return handled(timer(rollout, due));
    }

    Rollout started(Version version) {
        handled(deploy("d-" + version, version, world.now.get()));
        return due();
    }
}
