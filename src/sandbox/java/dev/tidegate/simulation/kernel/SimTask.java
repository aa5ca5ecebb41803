package dev.tidegate.simulation.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/** One thread of the simulation, which runs only while it has the turn. */
final class SimTask {

    private static final ThreadLocal<@Nullable Life> CURRENT = new ThreadLocal<>();

    private final Kernel kernel;
    private final Life life;
    private final Runnable work;
    private final Semaphore turn = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private boolean ended;

    SimTask(Kernel kernel, Life life, Runnable work) {
        this.kernel = kernel;
        this.life = life;
        this.work = work;
    }

    /** Whose task this thread runs; empty where it runs none. */
    static Optional<Life> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    Life life() {
        return life;
    }

    boolean ended() {
        return ended;
    }

    boolean begun() {
        return thread != null;
    }

    /** Gives it the turn; returns at once. */
    void resume() {
        if (thread == null) {
            thread =
                    Thread.ofVirtual()
                            .name(life.name())
                            .uncaughtExceptionHandler((_, failure) -> life.failed(failure))
                            .start(this::run);
        } else {
            turn.release();
        }
    }

    private void run() {
        CURRENT.set(life);
        try {
            work.run();
        } catch (Throwable failure) {
            life.failed(failure);
        } finally {
            ended = true;
            kernel.back();
        }
    }

    /** Gives the turn back, and returns when it has it again. */
    void giveBack() {
        kernel.back();
        turn.acquireUninterruptibly();
    }

    /** Whether its thread waits, for its turn or for anything else. */
    boolean waits() {
        Thread running = thread;
        return running != null
                && switch (running.getState()) {
                    case BLOCKED, WAITING, TIMED_WAITING -> true;
                    case NEW, RUNNABLE, TERMINATED -> false;
                };
    }

    /** Where it stands, for a person. */
    String stack() {
        Thread running = thread;
        if (running == null) {
            return life.name() + ": not begun";
        }
        StringBuilder text = new StringBuilder(life.name() + ", " + running.getState());
        for (StackTraceElement each : running.getStackTrace()) {
            text.append("\n    at ").append(each);
        }
        return text.toString();
    }
}
