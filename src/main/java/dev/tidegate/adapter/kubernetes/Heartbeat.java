package dev.tidegate.adapter.kubernetes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * When something was last heard, by this process's clock: since what the others wrote of it was
 * seen to change. What is seen for the first time is believed, because a process that starts again
 * and again would never miss it else.
 */
final class Heartbeat {

    private boolean read;
    private long writes;
    private @Nullable Instant written;
    private @Nullable Instant heard;

    /**
     * Looked.
     *
     * @param found what is written now; null when nothing is, so that it counts as never heard
     */
    synchronized void seen(@Nullable Instant found, Instant now) {
        if (found == null) {
            heard = null;
        } else if (!found.equals(written)) {
            heard = written != null || found.isAfter(now) ? now : found;
        }
        written = found;
        read = true;
    }

    /** Changes when this process begins to write, and again when it has written. */
    synchronized long writes() {
        return writes;
    }

    /** Begins or ends a write of this process: what was read across that may be older. */
    synchronized void wrote() {
        writes++;
    }

    /** The same as {@link #seen}, unless something was written since {@code writes}. */
    synchronized void looked(long before, @Nullable Instant found, Instant now) {
        if (before == writes) {
            seen(found, now);
        }
    }

    /** Whether anybody has looked yet. */
    synchronized boolean known() {
        return read;
    }

    /** When; empty when never. */
    synchronized Optional<Instant> heard() {
        return Optional.ofNullable(heard);
    }
}
