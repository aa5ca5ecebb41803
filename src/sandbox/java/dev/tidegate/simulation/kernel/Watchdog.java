package dev.tidegate.simulation.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts a simulation of which one step lasts too long by the real clock. */
final class Watchdog {

    /** A step takes microseconds, on a machine that has to do with other things milliseconds. */
    private static final int SECONDS = 5;

    private static final Map<Thread, Running> RUNNING = new ConcurrentHashMap<>();
    private static final ScheduledExecutorService LOOKS =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("simulation-watchdog").factory());

    static {
        var _ = LOOKS.scheduleWithFixedDelay(Watchdog::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private record Running(Kernel kernel, long step, long lookedAt) {}

    private Watchdog() {}

    /** A step that is being made; closed at its end. */
    record Guard(Thread thread) implements AutoCloseable {
        @Override
        public void close() {
            RUNNING.remove(thread);
        }
    }

    static Guard guard(Kernel kernel) {
        Thread thread = Thread.currentThread();
        RUNNING.put(thread, new Running(kernel, kernel.steps(), -1));
        return new Guard(thread);
    }

    private static void look() {
        RUNNING.forEach(
                (thread, running) -> {
                    if (running.lookedAt() == running.step()) {
                        thread.interrupt();
                    } else {
                        RUNNING.replace(
                                thread,
                                running,
                                new Running(running.kernel(), running.step(), running.step()));
                    }
                });
    }
}
