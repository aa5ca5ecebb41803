package dev.tidegate.controller;

import java.util.Optional;

/** Something outside that this process needs to do its work, such as the cluster's caches. */
public interface Dependency {

    /** A short name for the readiness report, such as {@code cluster}. */
    String name();

    /**
     * What is wrong, as a sentence for a person; empty when all is well. Answers from memory, at
     * once, and never throws.
     */
    Optional<String> trouble();

    /**
     * Whether this process is of no use in that trouble, so that nothing shall be sent to it; the
     * trouble is told either way.
     */
    default boolean vital() {
        return true;
    }
}
