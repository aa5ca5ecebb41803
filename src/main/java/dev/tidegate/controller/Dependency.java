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
     * What people should look at though it works, as a sentence; empty when there is nothing. It is
     * shown beside the readiness and wakes nobody. Answers from memory, as {@link #trouble}.
     */
    default Optional<String> notice() {
        return Optional.empty();
    }

    /**
     * Whether this process is of no use in that trouble, so that nothing shall be sent to it; the
     * trouble is told either way.
     */
    default boolean vital() {
        return true;
    }
}
