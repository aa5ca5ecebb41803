package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent;

import java.time.Duration;

/** A letter that is tried again, ever later, until it is done. */
abstract class Tried implements Mailboxes.Letter {

    /** What it is about. */
    final RolloutEvent event;

    private final BackOff backOff;
    private final Telemetry telemetry;
    private int attempt;

    Tried(RolloutEvent event, BackOff backOff, Telemetry telemetry) {
        this.event = event;
        this.backOff = backOff;
        this.telemetry = telemetry;
    }

    abstract Turn turn();

    /** Runs when a turn was the last; when it throws, there is another one. */
    abstract void done();

    @Override
    public final long workMillis() {
        return switch (attempted()) {
            case Turn.Done _ -> {
                done();
                yield 0;
            }
            case Turn.Retry(String why) -> again(why);
            case Turn.Stale(String what) -> again(what);
        };
    }

    /**
     * A programmer's error must not lose the event: it is logged with its cause and tried again
     * like an outage.
     */
    @SuppressWarnings("CatchingUnchecked")
    private Turn attempted() {
        try {
            return turn();
        } catch (RuntimeException e) {
            String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return Turn.retry("unexpected " + e + at);
        }
    }

    private long again(String why) {
        attempt++;
        long millis = backOff.millis(attempt, rank() == Mailboxes.Rank.URGENT);
        telemetry.retry(event, attempt, Duration.ofMillis(millis), why);
        return millis;
    }
}
