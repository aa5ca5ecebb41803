package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

/**
 * Copies of requests that a version gets too, and whose answers nobody sees.
 *
 * @param share of the requests of a route; more than 0
 */
public record Mirror(Version to, Weight share) {

    public Mirror {
        if (share.equals(Weight.ZERO)) {
            throw new IllegalArgumentException("mirror: 0% copies nothing; use 0.01% to 100%");
        }
    }

    /** For a sentence: {@code copies of 10 % to v2}. */
    @Override
    public String toString() {
        return "copies of %s to %s".formatted(share, to);
    }
}
