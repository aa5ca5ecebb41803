package dev.tidegate.adapter.http;

import dev.tidegate.core.analysis.Tally;

/**
 * Requests of a version.
 *
 * @param requests all of them
 * @param bad those that failed, were slow, or bad by another measure
 */
public record Counted(long requests, long bad) {

    static Counted of(Tally tally) {
        return new Counted(tally.requests(), tally.bad());
    }
}
