package dev.tidegate.core.route;

import java.util.Map;

/**
 * An object as the API server has it.
 *
 * @param kind such as {@code VirtualService}
 * @param tree the whole object as JSON values: maps, lists, strings, numbers, booleans, nulls;
 *     never changed by the planner
 */
public record ObservedObject(String kind, String namespace, String name, Map<String, Object> tree) {

    /** Whether both are the same object, at whatever time. */
    public boolean isSameAs(ObservedObject other) {
        return name.equals(other.name)
                && namespace.equals(other.namespace)
                && kind.equals(other.kind);
    }

    /** What it is called in a message: {@code VirtualService bookinfo/reviews}. */
    public String title() {
        return kind + " " + namespace + "/" + name;
    }
}
