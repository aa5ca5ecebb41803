package dev.tidegate.core.analysis;

/**
 * How many requests there were, and how many of them were bad.
 *
 * @param requests all of them, 0 or more
 * @param bad failed, or slower than a boundary: 0 to {@code requests}
 */
public record Tally(long requests, long bad) {

    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        if (requests < 0 || bad < 0) {
            throw new IllegalArgumentException(
                    "counts: %d bad of %d requests; use 0 or more".formatted(bad, requests));
        }
        if (bad > requests) {
            throw new IllegalArgumentException(
                    "counts: %d bad of %d requests is more than all; give the total of all requests, bad and good"
                            .formatted(bad, requests));
        }
    }

    /** Both counts added. */
    public Tally plus(Tally other) {
        return new Tally(Math.addExact(requests, other.requests), Math.addExact(bad, other.bad));
    }

    /** The share of the bad ones, 0 to 1; 0 of no requests. */
    public double rate() {
        return requests == 0 ? 0 : (double) bad / requests;
    }

    Tally times(double factor) {
        return new Tally(Math.round(requests * factor), Math.round(bad * factor));
    }
}
