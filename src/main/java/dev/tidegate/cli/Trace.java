package dev.tidegate.cli;

import java.io.IOException;
import java.util.Optional;

/** Looks for what an event changes besides the rollouts, such as the alerts that fire. */
@FunctionalInterface
interface Trace {

    /** For an event that leaves none. */
    Trace NONE = Optional::empty;

    /**
     * What shows that the event was taken, for a person; empty as long as nothing does.
     *
     * @throws IOException when it cannot be asked now
     */
    Optional<String> seen() throws IOException;
}
