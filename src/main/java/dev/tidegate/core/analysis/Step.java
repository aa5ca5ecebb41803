package dev.tidegate.core.analysis;

import java.time.Instant;

/**
 * A time of the release with one weight.
 *
 * @param weight the canary's share of the requests that was wanted, 0 to 1
 * @param settled when all proxies have it; intervals that begin before it span the move, and do not
 *     count: in one tick with two weights a shared error looks like the canary's
 * @param coin whether each request is split for itself; where users stick to a version their
 *     failures do not tell the versions apart, and no verdict is worse
 */
public record Step(double weight, Instant settled, boolean coin) {

    public Step {
        Checks.range("weight", weight, 0, 1);
    }

    /** Whether the interval lies in it. */
    boolean holds(Interval interval) {
        return !interval.from().isBefore(settled);
    }

    /** Whether stable has no traffic any more. */
    boolean whole() {
        return weight >= 1;
    }
}
