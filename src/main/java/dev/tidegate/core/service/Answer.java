package dev.tidegate.core.service;

/** What is known after somebody outside was asked. */
public sealed interface Answer<T> {

    /** It was told. */
    record Known<T>(T value) implements Answer<T> {}

    /**
     * Nobody answered, or not now. Ask again later.
     *
     * @param why what happened, for a person
     */
    record Unknown<T>(String why) implements Answer<T> {}
}
