package dev.tidegate.simulation;

import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Scaled;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process that crashes while it scales: before the write, after it, or before it is told. */
final class ScalingCrash {

    private static final int SOON_MILLIS = 40;

    private ScalingCrash() {}

    /** The next one that decides to scale. */
    static Act any(Choices choices) {
        Duration soon = Duration.ofMillis(choices.next(SOON_MILLIS));
        Duration time = Duration.ofSeconds(1 + choices.next(60));
        return new Act(
                Events.some(choices),
                "who decides next to scale crashes %d ms later".formatted(soon.toMillis()),
                world -> {
                    AtomicBoolean done = new AtomicBoolean();
                    world.server()
                            .listen(
                                    change -> {
                                        if (!done.get()
                                                && !world.isCalm()
                                                && Scaled.decides(change)) {
                                            done.set(true);
                                            world.kernel()
                                                    .later(soon, () -> crash(world, change, time));
                                        }
                                    });
                });
    }

    private static void crash(World world, Change change, Duration time) {
        world.machines().stream()
                .filter(machine -> machine.name().equals(change.by()))
                .findFirst()
                .ifPresent(machine -> Faults.crash(world, machine, time));
    }
}
