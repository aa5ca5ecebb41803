package dev.tidegate.controller;

import java.util.Optional;

/**
 * What came of a scaling.
 *
 * @param written whether this call has written it
 * @param left why the workload is left alone, for a person; empty when it wants as many as asked
 */
public record Scaled(boolean written, Optional<String> left) {

    /** It was so before. */
    public static Scaled before() {
        return new Scaled(false, Optional.empty());
    }

    /** The workload is left alone. */
    public static Scaled left(String why) {
        return new Scaled(false, Optional.of(why));
    }
}
