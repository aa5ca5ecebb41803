package dev.tidegate.adapter.prometheus;

/** What became of a request that could be read. */
sealed interface Taken {

    /** Kafka has what it brought. */
    record All(Written written) implements Taken {}

    /** Kafka has not; the same is to be sent again. */
    record Away(String why) implements Taken {}
}
