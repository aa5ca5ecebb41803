package dev.tidegate.sandbox.peer;

/** A tool with one release in its hands. */
interface Peer {

    /**
     * What it does with the canary, asked each second.
     *
     * @param second of the release, from 0
     */
    Move at(int second, Scrapes scrapes);

    /** What a tool does. */
    sealed interface Move {

        /**
         * Gives the canary a share of the requests, or leaves it that.
         *
         * @param weight above 0, at most 1
         */
        record Split(double weight) implements Move {}

        /** Takes the canary back. */
        record RollBack() implements Move {}

        /** Gives it all requests, and is done. */
        record Promote() implements Move {}
    }
}
