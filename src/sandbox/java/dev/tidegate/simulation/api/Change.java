package dev.tidegate.simulation.api;

import dev.tidegate.adapter.cluster.ApiObject;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A write that the API server took.
 *
 * @param micros when
 * @param sent when its writer sent it
 * @param by who wrote: a process, or somebody else
 * @param kind of the object
 * @param before what was there; null when nothing was
 * @param after what is there now; null when it was deleted
 */
public record Change(
        long micros,
        long sent,
        String by,
        String kind,
        @Nullable ApiObject before,
        @Nullable ApiObject after) {

    /** The object as it is now, or was at its end. */
    public ApiObject object() {
        return after != null ? after : Objects.requireNonNull(before);
    }
}
