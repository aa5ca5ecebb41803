package dev.tidegate.controller;

/** How one attempt to handle an event ended. */
sealed interface Attempt {

    /** What follows is committed, and the routes are as wanted; it may have to be told yet. */
    record Done() implements Attempt {}

    /** Try again later. */
    record Retry(String why) implements Attempt {}

    /** What was decided on is out of date: read it anew, and decide again what the event is for. */
    record Stale(String what) implements Attempt {}

    static Attempt done() {
        return new Done();
    }

    static Attempt retry(String why) {
        return new Retry(why);
    }

    /** What follows from how a write ended. */
    static Attempt of(Result<?> written) {
        return switch (written) {
            case Result.Done<?> _ -> new Done();
            case Result.Conflict<?>(String what) -> new Stale(what);
            case Result.Unreachable<?>(String why) -> new Retry(why);
            case Result.Rejected<?>(String why) -> new Retry(why);
        };
    }

    default boolean isDone() {
        return this instanceof Done;
    }
}
