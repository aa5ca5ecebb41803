package dev.tidegate.cli.traffic;

/**
 * A time in which requests of both versions fail more often, by what they share.
 *
 * @param from seconds from the start
 * @param to after {@code from}
 * @param times so many times as often
 * @param added and with this chance on top
 */
public record Incident(double from, double to, double times, double added) {

    /** Fails so many times as often. */
    public static Incident times(double from, double to, double times) {
        return new Incident(from, to, times, 0);
    }

    /** Fails with a chance beside its own. */
    public static Incident added(double from, double to, double chance) {
        return new Incident(from, to, 1, chance);
    }

    /** What becomes of a chance at a time. */
    double at(double second, double chance) {
        return second >= from && second < to ? Math.min(1, chance * times + added) : chance;
    }
}
