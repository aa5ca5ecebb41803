package dev.tidegate.controller;

/** How one try to handle something ended. */
sealed interface Turn {

    /** Everything that follows from it is acknowledged. */
    record Done() implements Turn {}

    /** Try again later. */
    record Retry(String why) implements Turn {}

    Turn DONE = new Done();

    /** Whether nothing is left to do. */
    default boolean isDone() {
        return this instanceof Done;
    }
}
