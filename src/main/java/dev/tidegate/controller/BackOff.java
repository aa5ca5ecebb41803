package dev.tidegate.controller;

import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: before try n a random wait of up to 50 ms · 2ⁿ, at most 10
 * s, and 1 s for what is urgent (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @param random source of the jitter
 */
record BackOff(RandomGenerator random) {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 10_000;
    private static final long LONGEST_URGENT_MILLIS = 1_000;

    /** The wait in milliseconds, at least 1, before try number {@code attempt} (from 1). */
    long millis(int attempt, boolean urgent) {
        long longest = urgent ? LONGEST_URGENT_MILLIS : LONGEST_MILLIS;
        long bound = Math.min(longest, FIRST_MILLIS << Math.min(attempt, 10));
        return 1 + random.nextLong(bound);
    }
}
