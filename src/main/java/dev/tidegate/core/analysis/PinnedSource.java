package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;

/**
 * The one source that a service's readings are taken from: two would count each request twice.
 *
 * @param heard when it was heard last, by our clock
 */
public record PinnedSource(String name, Instant heard) {

    /** After so long a silence another source takes its place. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /** Whether a reading of another source replaces it. */
    boolean givesWay(Instant received) {
        return Duration.between(heard, received).compareTo(SILENCE) >= 0;
    }

    PinnedSource heardAt(Instant received) {
        return received.isAfter(heard) ? new PinnedSource(name, received) : this;
    }
}
