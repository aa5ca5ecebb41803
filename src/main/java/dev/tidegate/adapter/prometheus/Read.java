package dev.tidegate.adapter.prometheus;

/** A series, or why it is none that counts. */
sealed interface Read {

    record Counted(Series series) implements Read {}

    record Not(LeftOut why) implements Read {}
}
