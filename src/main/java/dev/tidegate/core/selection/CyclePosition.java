package dev.tidegate.core.selection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The position in the cycle of a round robin, kept when its weights change: the new one takes over
 * where the old one stopped.
 *
 * <p>Give the same turns to the selector that replaces another one, and the position goes on: the
 * new sequence is entered at the place that the count says, not at its start, where the heaviest
 * candidates are. A change costs each candidate at most what any window of the new sequence may
 * deviate, twice the deviation of a prefix.
 *
 * <p>The limit: that cost is for each change, so weights that change as often as picks are made,
 * and in step with the cycles, may give a candidate other than its share for good. 3, 1 and 7, 1 in
 * turn at every pick give the second candidate a quarter of them instead of 3/16. Changes that
 * leave a few cycles between them do not show.
 *
 * <p>Safe for concurrent callers, without a lock.
 */
public final class CyclePosition {

    private final AtomicLong taken = new AtomicLong();

    /** The next turn of a cycle of {@code length}: 0 to {@code length − 1}, one after the other. */
    int next(int length) {
        return (int) ((taken.getAndIncrement() & Long.MAX_VALUE) % length);
    }
}
