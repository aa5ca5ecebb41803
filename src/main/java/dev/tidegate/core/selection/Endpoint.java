package dev.tidegate.core.selection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A candidate of a {@link Pool} with the requests that it works on. Safe for concurrent callers.
 *
 * <p>It outlives the weights it was picked by: one that left the pool while it still works counts
 * on until its last request has ended, and one that stays keeps its count through every change.
 */
public final class Endpoint {

    /** Far enough below 0 for whoever still tries to begin. */
    private static final int FORGOTTEN = Integer.MIN_VALUE;

    private final String name;
    private final AtomicInteger active = new AtomicInteger();

    Endpoint(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** How many requests have begun and not ended. */
    public int active() {
        return Math.max(0, active.get());
    }

    /** A request begins, unless the pool has forgotten this endpoint: then nothing is counted. */
    boolean begin() {
        return active.incrementAndGet() > 0;
    }

    /** Makes an idle endpoint one where no request can begin; a busy one stays as it is. */
    boolean forget() {
        return active.compareAndSet(0, FORGOTTEN);
    }

    /**
     * A request ends.
     *
     * @throws IllegalStateException when none has begun
     */
    public void end() {
        if (active.getAndUpdate(n -> n > 0 ? n - 1 : n) <= 0) {
            throw new IllegalStateException(
                    "endpoint \"%s\": a request ends that never began".formatted(name));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
