package dev.tidegate.controller;

/** A piece of work in a mailbox, tried until it is done. */
@FunctionalInterface
interface Letter {

    /** Who overtakes whom: the first of these all others. */
    enum Rank {
        URGENT,
        /** Overtakes what waits in its own mailbox, and nothing else. */
        AHEAD,
        NORMAL,
        LATER
    }

    /** Whom it overtakes. */
    default Rank rank() {
        return Rank.NORMAL;
    }

    /** Whether it was promised for now: its mailbox goes before those whose next is not. */
    default boolean due() {
        return false;
    }

    /**
     * Works on it once, and says how long to wait before the next try; zero when it is done. What
     * it throws is a bug or the end of the memory: it is tried again.
     */
    long workMillis();
}
