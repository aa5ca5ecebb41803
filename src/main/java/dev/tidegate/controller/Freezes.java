package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent.Command;

import java.util.Optional;

/** Which namespaces are frozen: no release begins there, and no step gives a canary more. */
public interface Freezes {

    /**
     * Why nothing may begin or go on in a namespace, as a sentence for a person; empty when it may.
     * What was known last counts while nobody can be asked; before anything is known nothing may,
     * and who asks first then waits a little for it.
     */
    Optional<String> frozen(String namespace);

    /** Whether anything is known yet; waits for nothing. */
    boolean known();

    /** How many namespaces are frozen by name, and one more when all are, as far as is known. */
    int count();

    /**
     * Freezes what a command names, or freezes it no longer. A command that was followed before
     * changes nothing.
     *
     * @return whether it changed something
     */
    Result<Boolean> follow(Command command);
}
