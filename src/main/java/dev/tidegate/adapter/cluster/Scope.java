package dev.tidegate.adapter.cluster;

import java.util.List;

/**
 * Which objects are listed.
 *
 * @param namespace the only one; empty for all
 * @param label that an object must have; empty for none
 * @param values of which the label must have one
 */
public record Scope(String namespace, String label, List<String> values) {

    /** All objects. */
    public static final Scope ALL = new Scope("", "", List.of());

    /** All of one namespace. */
    public static Scope of(String namespace) {
        return new Scope(namespace, "", List.of());
    }
}
