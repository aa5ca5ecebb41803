package dev.tidegate.adapter.prometheus;

/** What a series counts. */
sealed interface Part {

    /** Requests that ended in one way. */
    record Requests(boolean failed) implements Part {}

    /** Requests whose time was taken. */
    record Timed() implements Part {}

    /** Those of them that took no longer, in milliseconds. */
    record Within(int boundary) implements Part {}
}
