package dev.tidegate.controller;

import dev.tidegate.controller.Letters.Next;

import java.util.function.LongSupplier;

/**
 * How much is worked on at a time. Urgent letters have places of their own, as many as {@link
 * ConcurrencyLimit} allows; those that were tried before have half of these, since they may never
 * be done. All others share a fixed number. Not safe for use by several threads.
 */
final class InFlight {

    private final int places;
    private final ConcurrencyLimit pace;
    private int urgent;
    private int again;
    private int others;

    /**
     * Nothing at work.
     *
     * @param places how many letters that are not urgent are worked on at a time
     * @param nanos a monotonic clock, in nanoseconds
     */
    InFlight(int places, LongSupplier nanos) {
        this.places = places;
        this.pace = new ConcurrencyLimit(nanos);
    }

    /** Whether there is a place for one more of that line. */
    boolean admits(Next line) {
        return switch (line) {
            case URGENT -> urgent + again < pace.limit();
            case AGAIN -> again < pace.limit() / 2 && urgent + again < pace.limit();
            case DUE, READY -> others < places;
            case NONE -> false;
        };
    }

    /** One of that line takes a place; when it did, by the monotonic clock. */
    long begin(Next line) {
        count(line, 1);
        return pace.now();
    }

    /**
     * One leaves its place.
     *
     * @param begun when it took it
     * @param done whether it was done; otherwise it is tried again
     */
    void end(Next line, long begun, boolean done) {
        count(line, -1);
        if (line == Next.URGENT) {
            pace.worked(begun, done);
        }
    }

    /** Whether something urgent is worked on for the first time. */
    boolean urgent() {
        return urgent > 0;
    }

    private void count(Next line, int one) {
        switch (line) {
            case URGENT -> urgent += one;
            case AGAIN -> again += one;
            case DUE, READY, NONE -> others += one;
        }
    }
}
