package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The last reading of each observer, from which the next one is counted. Immutable.
 *
 * @param last by the observer's name
 */
public record Observers(Map<String, Reading> last) {

    private static final Duration SET_BACK = Duration.ofMinutes(1);

    public static final Observers NONE = new Observers(Map.of());

    public Observers {
        last = Map.copyOf(last);
    }

    /**
     * Takes a reading. An observer's first one is the base of its next. A version or measure that
     * appears later starts from 0; one that is left out stays as it was. When any count has fallen
     * the observer started anew, and all its counts are a new base.
     */
    public Observed observe(Reading reading) {
        Reading before = last.get(reading.observer());
        if (before == null) {
            return new Observed.Based(with(reading), false);
        }
        Difference difference = Difference.of(before, reading);
        if (!reading.at().isAfter(before.at())) {
            return setBack(before, reading, difference)
                    ? new Observed.Based(with(reading), true)
                    : new Observed.Repeated(this);
        }
        return switch (difference) {
            case Difference.Fell _ -> new Observed.Based(with(reading), true);
            case Difference.Wrong wrong -> new Observed.Refused(this, wrong.why());
            case Difference.Grown grown ->
                    new Observed.Counted(
                            with(grown.merged()),
                            new Interval(
                                    reading.observer(),
                                    before.earliest(),
                                    reading.received(),
                                    grown.versions()));
        };
    }

    /**
     * Whether it is a newer reading of an observer whose clock was set back, or had been wrong: it
     * came a minute later and counts more. Without that all would pass for repeated until the
     * clock is where it was.
     */
    private static boolean setBack(Reading before, Reading reading, Difference difference) {
        return reading.received().isAfter(before.received().plus(SET_BACK))
                && difference instanceof Difference.Grown grown
                && grown.some();
    }

    /** Without those that have not been read since; they begin anew. */
    public Observers readSince(Instant time) {
        Map<String, Reading> kept = new HashMap<>(last);
        kept.values().removeIf(reading -> reading.received().isBefore(time));
        return new Observers(kept);
    }

    private Observers with(Reading reading) {
        Map<String, Reading> next = new HashMap<>(last);
        next.put(reading.observer(), reading);
        return new Observers(next);
    }
}
