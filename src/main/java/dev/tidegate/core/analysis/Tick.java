package dev.tidegate.core.analysis;

/**
 * What one observer saw of both versions in the same interval.
 *
 * @param canary of the version that is released
 * @param stable of the version that it shall replace
 */
public record Tick(Tally canary, Tally stable) {

    public static final Tick NONE = new Tick(Tally.NONE, Tally.NONE);

    /** Whether there is anything to compare: requests of both. */
    public boolean comparable() {
        return canary.requests() > 0 && stable.requests() > 0;
    }

    /** The canary's share of the requests, 0 to 1. */
    public double share() {
        double all = (double) canary.requests() + stable.requests();
        return all == 0 ? 0 : canary.requests() / all;
    }

    /** The bad requests of both. */
    public long bad() {
        return canary.bad() + stable.bad();
    }

    /** All counts added. */
    public Tick plus(Tick other) {
        return new Tick(canary.plus(other.canary), stable.plus(other.stable));
    }

    /** As if there had been so many times as much, in the same proportions. */
    Tick times(double factor) {
        return new Tick(canary.times(factor), stable.times(factor));
    }
}
