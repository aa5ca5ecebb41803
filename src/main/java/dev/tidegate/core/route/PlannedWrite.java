package dev.tidegate.core.route;

import dev.tidegate.core.text.Reason;

import java.util.List;
import java.util.Map;

/**
 * An object to be written, with the resourceVersion read: everything the user owns is in it
 * unchanged.
 *
 * @param kind such as {@code VirtualService}
 * @param tree the whole object to put
 * @param gives whether the canary has more traffic after it than before, or gets its subset by it
 * @param notes what a person should know of it, each a sentence
 */
public record PlannedWrite(
        String kind,
        String namespace,
        String name,
        Map<String, Object> tree,
        boolean gives,
        List<String> notes) {
    public PlannedWrite {
        notes = notes.stream().map(Reason::of).toList();
    }

    /** The object for a message: {@code VirtualService bookinfo/reviews}. */
    public String title() {
        return "%s %s/%s".formatted(kind, namespace, name);
    }
}
