package dev.tidegate.simulation.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs the tasks of all processes, of which exactly one has the turn: it gives it back wherever it
 * waits or calls a port, and the next choice says who goes on. Time stands still while a task runs,
 * and advances when none is ready, or now and then before that. So the choices alone decide what
 * happens, in which order, and when.
 *
 * <p>All but the tasks themselves runs on the thread that calls {@link #step}.
 */
public final class Kernel {

    /** When every simulation begins. */
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /** Once in so many steps time goes on although somebody is ready: a slow thread. */
    private static final int SLOW = 40;

    /** No thread is so slow. */
    private static final long SLOWEST_MICROS = 3_600_000_000L;

    private final Choices choices;
    private final List<SimTask> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final List<Life> lives = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private @Nullable SimTask current;
    private long micros;
    private long alarmsSet;
    private long steps;

    public Kernel(Choices choices) {
        this.choices = choices;
    }

    /** Microseconds since the start. */
    public long micros() {
        return micros;
    }

    /** The world's time. */
    public Instant now() {
        return START.plusNanos(micros * 1_000);
    }

    /** How many steps were made. */
    public long steps() {
        return steps;
    }

    public Choices choices() {
        return choices;
    }

    /**
     * A process begins.
     *
     * @param skewMicros by how much its clock is ahead of the world's
     * @param failures told what its tasks throw
     */
    public Life begin(String name, LongSupplier skewMicros, Consumer<Throwable> failures) {
        Life life = new Life(this, name, skewMicros, failures);
        lives.removeIf(other -> !other.alive());
        lives.add(life);
        return life;
    }

    public Gate gate() {
        return new Gate(this);
    }

    /** Has something of the world itself done later: it must not wait. */
    public void later(Duration delay, Runnable work) {
        after(delay, work);
    }

    Alarm after(Duration delay, Runnable work) {
        Alarm alarm = new Alarm(micros + micros(delay), alarmsSet++, work);
        alarms.add(alarm);
        return alarm;
    }

    static long micros(Duration time) {
        return time.isNegative() ? 0 : time.toNanos() / 1_000;
    }

    /** Whether a task has the turn. */
    public boolean inTask() {
        return current != null;
    }

    /** The task gives its turn back and is ready for the next; who is no task goes on. */
    public void pause() {
        if (current != null) {
            SimTask me = current;
            ready(me);
            park(me);
        }
    }

    /** The task waits for a time; who is no task goes on. */
    public void sleep(Duration time) {
        if (current != null) {
            SimTask me = current;
            after(time, () -> ready(me));
            park(me);
        }
    }

    void parkIn(List<SimTask> waiting) {
        SimTask me = Objects.requireNonNull(current);
        waiting.add(me);
        park(me);
    }

    private void park(SimTask me) {
        if (!me.life().alive()) {
            throw new Crash();
        }
        me.giveBack();
        if (!me.life().alive()) {
            throw new Crash();
        }
    }

    void ready(SimTask task) {
        if (!task.life().alive() || task.ended()) {
            return;
        }
        if (task.life().stopped()) {
            task.life().hold(task);
        } else {
            ready.add(task);
        }
    }

    /** A life is stopped: those of its tasks that are ready wait. */
    void hold(Life life) {
        ready.removeIf(
                task -> {
                    boolean its = task.life() == life;
                    if (its) {
                        life.hold(task);
                    }
                    return its;
                });
    }

    /** Ends a task of a life that is over. */
    void end(SimTask task) {
        ready.remove(task);
        if (task.begun() && !task.ended()) {
            run(task);
        }
    }

    /**
     * Makes one step: a task goes on to where it waits next, or time does.
     *
     * @return false when nothing will ever happen any more
     */
    public boolean step() {
        steps++;
        ringUntil(micros);
        boolean slow = !ready.isEmpty() && !alarms.isEmpty() && choices.late(SLOW) && isNear();
        if (ready.isEmpty() || slow) {
            Alarm next = alarms.peek();
            if (next == null) {
                return false;
            }
            micros = next.micros();
            ringUntil(micros);
            return true;
        }
        int which = choices.turn(ready.size());
        SimTask task = ready.get(which);
        ready.set(which, ready.getLast());
        ready.removeLast();
        run(task);
        return true;
    }

    private boolean isNear() {
        Alarm next = alarms.peek();
        return next != null && next.micros() - micros < SLOWEST_MICROS;
    }

    /** All that is due by then. */
    private void ringUntil(long time) {
        while (!alarms.isEmpty() && (alarms.peek().cancelled() || alarms.peek().micros() <= time)) {
            alarms.remove().ring();
        }
    }

    private void run(SimTask task) {
        @Nullable SimTask before = current;
        current = task;
        try (var _ = Watchdog.watch(task)) {
            task.resume();
            back.acquire();
        } catch (InterruptedException e) {
            throw new Stuck(stacks());
        } finally {
            current = before;
        }
        if (task.ended()) {
            task.life().ended(task);
        }
    }

    /** The task that has the turn gives it back. */
    void back() {
        back.release();
    }

    /** The time of the next thing that is due, if nobody is ready; else now. */
    public long nextMicros() {
        return ready.isEmpty() && !alarms.isEmpty() ? alarms.peek().micros() : micros;
    }

    private String stacks() {
        StringBuilder text = new StringBuilder();
        for (Life life : lives) {
            life.tasks().forEach(task -> text.append(task.stack()).append('\n'));
        }
        return text.toString();
    }
}
