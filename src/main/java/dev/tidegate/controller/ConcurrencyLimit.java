package dev.tidegate.controller;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much may be under way at once, by what the API server takes: one more for each full round of
 * quick answers, half as many after a slow one or a failure, at most once a second (additive
 * increase, multiplicative decrease; Chiu and Jain, 1989). Not safe for use by several threads.
 */
final class ConcurrencyLimit {

    /** So many at least: less would make rollbacks wait for one that is stuck. */
    static final int FEWEST = 4;

    /** More at a time make a server of two cores slower, and no more writes a second. */
    static final int MOST = 32;

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CUTS = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private double limit = MOST / 2.0;
    private long cut;

    /**
     * A pace in the middle of its range.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    ConcurrencyLimit(LongSupplier nanos) {
        this.nanos = nanos;
        this.cut = nanos.getAsLong() - BETWEEN_CUTS.toNanos();
    }

    int limit() {
        return (int) limit;
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * Takes in how one piece of work went.
     *
     * @param begun when it began, by the same clock
     * @param done whether it was done; otherwise it is tried again
     */
    void worked(long begun, boolean done) {
        long now = nanos.getAsLong();
        if (done && now - begun < SLOW.toNanos()) {
            limit = Math.min(MOST, limit + 1 / limit);
        } else if (now - cut >= BETWEEN_CUTS.toNanos()) {
            limit = Math.max(FEWEST, limit / 2);
            cut = now;
        }
    }
}
