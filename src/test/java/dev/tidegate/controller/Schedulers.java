package dev.tidegate.controller;

import java.time.Clock;
import java.util.concurrent.Executors;

/** Real timers and real threads beside a clock that a test may move. */
public final class Schedulers {

    private Schedulers() {}

    public static Scheduler of(Clock clock) {
        return new Scheduler(
                clock,
                new ScheduledTimers("test-timers"),
                Executors.newVirtualThreadPerTaskExecutor());
    }
}
