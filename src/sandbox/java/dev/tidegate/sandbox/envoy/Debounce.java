package dev.tidegate.sandbox.envoy;

import java.time.Duration;

/**
 * When istiod pushes: after a quiet time that starts anew with each change, and at the latest so
 * long after the first of them. Times are {@link System#nanoTime()}'s.
 *
 * @see <a
 *     href="https://istio.io/latest/docs/reference/commands/pilot-discovery/">PILOT_DEBOUNCE_AFTER
 *     and PILOT_DEBOUNCE_MAX</a>
 */
final class Debounce {
    private final long quiet;
    private final long most;
    private boolean changed;
    private long first;
    private long last;

    /**
     * Nothing has changed yet.
     *
     * @param quiet without any change before a push; Istio's default is 100 ms
     * @param most how long changes can put a push off; Istio's default is 10 s
     */
    Debounce(Duration quiet, Duration most) {
        this.quiet = quiet.toNanos();
        this.most = most.toNanos();
    }

    /** Something changed. */
    void change(long now) {
        if (!changed) {
            changed = true;
            first = now;
        }
        last = now;
    }

    /** Whether a change waits for its push. */
    boolean waiting() {
        return changed;
    }

    /** How long until a push is due, in nanoseconds; 0 or less when it is. */
    long due(long now) {
        return Math.min(last - now + quiet, first - now + most);
    }

    /** A push takes all changes so far. */
    void pushed() {
        changed = false;
    }
}
