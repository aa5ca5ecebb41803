package dev.tidegate.controller;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers of one thread, which does not keep the process alive. */
public final class ScheduledTimers implements Timers {

    private final ScheduledThreadPoolExecutor scheduler;

    /** Timers whose thread has this name. */
    public ScheduledTimers(String thread) {
        scheduler =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(thread).factory());
        scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Timer after(Duration delay, Runnable work) {
        long millis = delay.isNegative() ? 0 : delay.toMillis();
        Future<?> set = scheduler.schedule(work, millis, TimeUnit.MILLISECONDS);
        return () -> set.cancel(false);
    }
}
