package dev.tidegate.adapter.cluster;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Told what a watch shows, one thing after the other. It must not block.
 *
 * @param seen told each object that came or changed; the same version is not told twice in a row
 * @param gone told of each that was deleted: of the object only namespace, name, uid and a version
 *     are known
 */
public record Watcher(Consumer<ApiObject> seen, Consumer<ApiObject> gone) {

    /** The same, told of the one object of this name only. */
    Watcher only(String namespace, String name) {
        Predicate<ApiObject> meant =
                object -> object.namespace().equals(namespace) && object.name().equals(name);
        return new Watcher(of(meant, seen), of(meant, gone));
    }

    private static Consumer<ApiObject> of(Predicate<ApiObject> meant, Consumer<ApiObject> told) {
        return object -> {
            if (meant.test(object)) {
                told.accept(object);
            }
        };
    }
}
