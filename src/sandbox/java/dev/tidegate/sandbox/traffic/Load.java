package dev.tidegate.sandbox.traffic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Callers that do not wait for each other: calls are begun at a constant rate whether the ones
 * before are answered or not (an open loop), so that a slow answer hides no other. At most {@link
 * #IN_FLIGHT} are under way; a call beyond that is left out, and counted as such.
 */
public final class Load implements AutoCloseable {
    /** Calls under way at the same time, at most. */
    public static final int IN_FLIGHT = 256;

    private static final long TICK_MILLIS = 10;
    private static final double NANOS = 1e9;

    private final Vertx vertx;
    private final Supplier<Future<Void>> call;
    private final double perSecond;
    private final long timer;
    private final LongSupplier clock;
    private final long begun;
    private long due;
    private long inFlight;
    private Counts counts = new Counts(0, 0, 0, 0);

    /**
     * What became of the calls.
     *
     * @param sent those that were begun
     * @param answered those that got an answer, good or bad
     * @param unanswered those that got none: no connection, or one that broke
     * @param leftOut those that were not begun, as too many were under way
     */
    public record Counts(long sent, long answered, long unanswered, long leftOut) {}

    /**
     * Starts the load.
     *
     * @param call makes one call; done when it is answered
     * @param perSecond calls a second, more than 0
     */
    public Load(Vertx vertx, double perSecond, Supplier<Future<Void>> call) {
        this(vertx, perSecond, call, System::nanoTime);
    }

    /** With a clock that counts nanoseconds. */
    Load(Vertx vertx, double perSecond, Supplier<Future<Void>> call, LongSupplier clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.call = call;
        this.perSecond = perSecond;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> burst());
    }

    /** What was counted so far. */
    public synchronized Counts counts() {
        return counts;
    }

    /** As many as the clock says: a tick that comes late makes up for it. */
    private synchronized void burst() {
        long wanted = Math.round((clock.getAsLong() - begun) / NANOS * perSecond);
        for (; due < wanted; due++) {
            if (inFlight >= IN_FLIGHT) {
                counts = add(0, 0, 0, 1);
                continue;
            }
            inFlight++;
            counts = add(1, 0, 0, 0);
            call.get().onComplete(done -> ended(done.succeeded()));
        }
    }

    private synchronized void ended(boolean answered) {
        inFlight--;
        counts = answered ? add(0, 1, 0, 0) : add(0, 0, 1, 0);
    }

    private Counts add(long sent, long answered, long unanswered, long leftOut) {
        return new Counts(
                counts.sent() + sent,
                counts.answered() + answered,
                counts.unanswered() + unanswered,
                counts.leftOut() + leftOut);
    }

    /** Begins no more calls. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Whether all that was begun has ended. */
    public synchronized boolean quiet() {
        return inFlight == 0;
    }

    @Override
    public void close() {
        stop();
    }
}
