package dev.tidegate.core.analysis;

import java.time.Instant;
import java.util.Map;

/**
 * What one observer (one proxy) has counted since it started, as a whole: later readings of it hold
 * all that earlier ones held, so that late, lost and repeated ones are mended by the next.
 *
 * @param observer its name, the same as long as it runs
 * @param at when it was read, by the clock of who read it: one clock for all of the observer's
 * @param received when it came in, by our clock; where both differ it may be of any time between
 * @param versions the counts of each version's requests, by its name
 */
public record Reading(String observer, Instant at, Instant received, Map<String, Counts> versions) {

    public Reading {
        Checks.name("observer", observer);
        versions = Map.copyOf(versions);
    }

    /** Before this it was not. */
    Instant earliest() {
        return at.isBefore(received) ? at : received;
    }
}
