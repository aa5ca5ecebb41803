package dev.tidegate.simulation.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a simulation of which one step does not end by the real clock: soon when its task
 * waits for something that no other task can do, late when it runs.
 */
final class Watchdog {

    /** A step takes microseconds, on a machine that has to do with other things milliseconds. */
    private static final int LOOKS_WAITING = 20;

    private static final int LOOKS_RUNNING = 60;

    private static final Map<Thread, Step> STEPS = new ConcurrentHashMap<>();
    private static final ScheduledExecutorService LOOKS =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("simulation-watchdog").factory());

    static {
        var _ = LOOKS.scheduleWithFixedDelay(Watchdog::look, 1, 1, TimeUnit.SECONDS);
    }

    /** A step that is being made; closed at its end. */
    static final class Step implements AutoCloseable {

        private final Thread simulation;
        private final SimTask task;
        private int looks;
        private boolean interrupted;
        private boolean ended;

        private Step(Thread simulation, SimTask task) {
            this.simulation = simulation;
            this.task = task;
        }

        private synchronized void look() {
            looks++;
            if (!ended && looks > (task.waits() ? LOOKS_WAITING : LOOKS_RUNNING)) {
                interrupted = true;
                simulation.interrupt();
            }
        }

        /** An interrupt that came when the step was over is none of the next one. */
        @Override
        public synchronized void close() {
            ended = true;
            STEPS.remove(simulation);
            if (interrupted) {
                var _ = Thread.interrupted();
            }
        }
    }

    private Watchdog() {}

    static Step watch(SimTask task) {
        Step step = new Step(Thread.currentThread(), task);
        STEPS.put(Thread.currentThread(), step);
        return step;
    }

    private static void look() {
        STEPS.values().forEach(Step::look);
    }
}
