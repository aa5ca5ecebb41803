package dev.tidegate.controller;

import java.util.function.Function;

/** How an operation on the cluster or on Kafka ended: operating errors are values. */
public sealed interface Result<T> {

    /** Why it is not done, for a person; empty when it is. */
    default String trouble() {
        return switch (this) {
            case Done<T> _ -> "";
            case Conflict<T>(String what) -> what;
            case Unreachable<T>(String why) -> why;
            case Rejected<T>(String why) -> why;
        };
    }

    /** The same ending with another value. */
    default <R> Result<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Done<T>(T value) -> new Done<>(change.apply(value));
            case Conflict<T>(String what) -> new Conflict<>(what);
            case Unreachable<T>(String why) -> new Unreachable<>(why);
            case Rejected<T>(String why) -> new Rejected<>(why);
        };
    }

    /** The same ending, with what was being done in front of why it is not. */
    default Result<T> during(String what) {
        return switch (this) {
            case Done<T> done -> done;
            case Conflict<T>(String why) -> new Conflict<>(what + ": " + why);
            case Unreachable<T>(String why) -> new Unreachable<>(what + ": " + why);
            case Rejected<T>(String why) -> new Rejected<>(what + ": " + why);
        };
    }

    /** It is done and acknowledged. */
    record Done<T>(T value) implements Result<T> {}

    /** Somebody else wrote first: read again, decide again, at once. */
    record Conflict<T>(String what) implements Result<T> {}

    /** Try again with back-off: 429, 5xx, a time-out, no connection. */
    record Unreachable<T>(String why) implements Result<T> {}

    /** Refused for good; the same again is useless. */
    record Rejected<T>(String why) implements Result<T> {}
}
