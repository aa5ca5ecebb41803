package dev.tidegate.core.analysis;

/** What became of a reading. */
public sealed interface Observed {

    /** The observers as they are known from now on. */
    Observers observers();

    /** It tells of the time since the reading before. */
    record Counted(Observers observers, Interval interval) implements Observed {}

    /** The next one is compared with it: the observer is new, or started anew. */
    record Based(Observers observers, boolean restarted) implements Observed {}

    /** It is not later than the one before, and holds nothing that one had not. */
    record Repeated(Observers observers) implements Observed {}

    /**
     * It cannot be right, and is left out.
     *
     * @param why a sentence for a person, which names the observer
     */
    record Refused(Observers observers, String why) implements Observed {}
}
