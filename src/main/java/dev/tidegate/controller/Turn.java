package dev.tidegate.controller;

/** How one try to handle something ended. */
sealed interface Turn {

    /** What follows is committed, and the routes are as wanted; it may have to be told yet. */
    record Done() implements Turn {}

    /** Try again later. */
    record Retry(String why) implements Turn {}

    /** What was decided on is out of date: read it anew, and decide again what the event is for. */
    record Stale(String what) implements Turn {}

    static Turn done() {
        return new Done();
    }

    static Turn retry(String why) {
        return new Retry(why);
    }

    /** What follows from how a write ended. */
    static Turn of(Result<?> written) {
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
