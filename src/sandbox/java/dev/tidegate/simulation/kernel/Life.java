package dev.tidegate.simulation.kernel;

import dev.tidegate.controller.Timers;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One life of a process, from its start to its crash: its tasks, its timers, its clock. A process
 * that starts again is another life.
 */
public final class Life {

    private final Kernel kernel;
    private final String name;
    private final LongSupplier skewMicros;
    private final Consumer<Throwable> failures;
    private final Set<SimTask> tasks = new LinkedHashSet<>();
    private final List<SimTask> held = new ArrayList<>();
    private boolean alive = true;
    private long stoppedUntil = -1;
    private long stoppedMicros;

    Life(Kernel kernel, String name, LongSupplier skewMicros, Consumer<Throwable> failures) {
        this.kernel = kernel;
        this.name = name;
        this.skewMicros = skewMicros;
        this.failures = failures;
    }

    public String name() {
        return name;
    }

    public boolean alive() {
        return alive;
    }

    /** Whether it is stopped, and will go on as if no time had passed. */
    public boolean stopped() {
        return kernel.micros() < stoppedUntil;
    }

    /** How long it has been stopped in all. */
    public long stoppedMicros() {
        return stoppedMicros;
    }

    /** Runs each task as a thread of this process. */
    public Executor executor() {
        return this::spawn;
    }

    /** Begins a task of this process; one that has crashed begins none. */
    public void spawn(Runnable work) {
        if (alive) {
            SimTask task = new SimTask(kernel, this, work);
            tasks.add(task);
            kernel.ready(task);
        }
    }

    /** Timers whose work runs as tasks of this process, and a monotonic clock. */
    public Timers timers() {
        return new Timers() {
            @Override
            public Timer after(Duration delay, Runnable work) {
                Alarm alarm = kernel.after(delay, () -> spawn(work));
                return alarm::cancel;
            }

            @Override
            public long nanos() {
                return kernel.micros() * 1_000;
            }
        };
    }

    /** The process' own clock, which is not quite the world's. */
    public Clock clock() {
        return new SimClock(kernel, skewMicros);
    }

    /** Ends it: each task that has begun ends where it stands. */
    public void crash() {
        alive = false;
        for (SimTask task : List.copyOf(tasks)) {
            kernel.end(task);
        }
        tasks.clear();
        held.clear();
    }

    /** Stops it for a while: none of its tasks runs, and its timers wait. */
    public void stop(Duration time) {
        long until = kernel.micros() + Kernel.micros(time);
        stoppedMicros += until - Math.max(kernel.micros(), stoppedUntil);
        stoppedUntil = Math.max(stoppedUntil, until);
        kernel.hold(this);
        kernel.after(time, this::goOn);
    }

    private void goOn() {
        if (!stopped()) {
            held.forEach(kernel::ready);
            held.clear();
        }
    }

    void hold(SimTask task) {
        held.add(task);
    }

    void ended(SimTask task) {
        tasks.remove(task);
    }

    /** Whose task this thread runs; empty where it runs none. */
    public static Optional<Life> current() {
        return SimTask.current();
    }

    /** A task of it has met an error of a programmer. */
    public void failed(Throwable failure) {
        if (!(failure instanceof Crash)) {
            failures.accept(failure);
        }
    }

    List<SimTask> tasks() {
        return List.copyOf(tasks);
    }
}
