package dev.tidegate.controller;

import java.time.Duration;

/** Has something done later: the only way to wait, so that no thread does. */
public interface Timers {

    /**
     * Sets a timer.
     *
     * @param delay from now; none, or less, is at once
     * @param work runs once, and never on the caller's thread; it must not block
     */
    Timer after(Duration delay, Runnable work);

    /** A monotonic clock, in nanoseconds from whenever: what delays are counted by. */
    default long nanos() {
        return System.nanoTime();
    }

    /** One that was set. */
    interface Timer {

        /** Its work does not run any more, unless it has begun. */
        void cancel();
    }
}
