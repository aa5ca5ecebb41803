package dev.tidegate.controller;

import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: before try n a random wait of up to 50 ms · 2ⁿ, at most 10
 * s (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @param random source of the jitter
 */
record BackOff(RandomGenerator random) {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 10_000;

    /** The wait in milliseconds, at least 1, before try number {@code attempt} (from 1). */
    long millis(int attempt) {
        long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
        return 1 + random.nextLong(bound);
    }
}
