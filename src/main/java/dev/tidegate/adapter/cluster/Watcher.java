package dev.tidegate.adapter.cluster;

import java.util.function.Consumer;

/**
 * Told what a watch shows, one thing after the other. It must not block.
 *
 * @param seen told each object that came or changed; the same version is not told twice in a row
 * @param gone told of each that was deleted: of the object only namespace, name, uid and a version
 *     are known
 */
public record Watcher(Consumer<ApiObject> seen, Consumer<ApiObject> gone) {}
