package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

class StepTimersTest {

    @Test
    void timerFurtherAwayThanAnyClockGoesStopsNoOther() {
        // Given timers that are due, and one that a broken sender put beyond all reckoning
        FakeWorld world = new FakeWorld();
        List<String> wanted = new ArrayList<>();
        try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
            StepTimers timers =
                    new StepTimers(
                            scheduler, Runnable::run, world, new SilentTelemetry(), world.clock());
            timers.seen(pending("far", Instant.MAX.minusSeconds(86_400)));
            for (int i = 0; i < 20; i++) {
                timers.seen(pending("t-" + i, Scenes.START.minusSeconds(86_400)));
                wanted.add("due t-" + i + "/1");
            }
            // When this process takes the lead
            timers.lead(true);
            // Then all that are due fire
            await().until(() -> world.told().size() == 20);
            assertThat(world.told()).containsExactlyInAnyOrderElementsOf(wanted);
            scheduler.shutdownNow();
        }
    }

    private static Rollout pending(String name, Instant opened) {
        return Rollout.opened(
                new Rollout.Identity(
                        name,
                        name,
                        Scenes.plan(),
                        new DeployStarted(name, Scenes.REVIEWS, opened, new Version("v2"))),
                opened);
    }
}
