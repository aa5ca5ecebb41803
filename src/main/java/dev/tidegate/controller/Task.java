package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent;

import java.time.Duration;
import java.util.function.Supplier;

/** What an event asks for, tried again, ever later, until it is done. */
final class Task implements Letter {

    private final RolloutEvent event;
    private final Rank rank;
    private final boolean due;
    private final Object same;
    private final Supplier<Attempt> work;
    private final Runnable done;
    private final BackOff backOff;
    private final Telemetry telemetry;
    private int attempt;

    /**
     * Something to do.
     *
     * @param same those with an equal one do the same: of them one that waits is enough
     * @param work tries it once
     * @param done runs when an attempt was the last; when it throws, there is another one
     */
    Task(
            RolloutEvent event,
            Rank rank,
            boolean due,
            Object same,
            Supplier<Attempt> work,
            Runnable done,
            BackOff backOff,
            Telemetry telemetry) {
        this.event = event;
        this.rank = rank;
        this.due = due;
        this.same = same;
        this.work = work;
        this.done = done;
        this.backOff = backOff;
        this.telemetry = telemetry;
    }

    @Override
    public Rank rank() {
        return rank;
    }

    @Override
    public boolean due() {
        return due;
    }

    @Override
    public long workMillis() {
        return switch (attempted()) {
            case Attempt.Done _ -> {
                done.run();
                yield 0;
            }
            case Attempt.Retry(String why) -> again(why);
            case Attempt.Stale(String what) -> again(what);
        };
    }

    /**
     * A programmer's error must not lose the event: it is logged with its cause and tried again
     * like an outage.
     */
    @SuppressWarnings("CatchingUnchecked")
    private Attempt attempted() {
        try {
            return work.get();
        } catch (RuntimeException e) {
            String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return Attempt.retry("unexpected " + e + at);
        }
    }

    private long again(String why) {
        attempt++;
        long millis = backOff.millis(attempt, rank == Rank.URGENT);
        telemetry.retry(event, attempt, Duration.ofMillis(millis), why);
        return millis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Task task && task.same.equals(same);
    }

    @Override
    public int hashCode() {
        return same.hashCode();
    }
}
