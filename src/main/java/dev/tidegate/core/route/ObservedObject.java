package dev.tidegate.core.route;

import java.util.Map;

/**
 * A VirtualService or DestinationRule as the API server has it.
 *
 * @param kind {@code VirtualService} or {@code DestinationRule}
 * @param tree the whole object as JSON values: maps, lists, strings, numbers, booleans, nulls;
 *     never changed by the planner
 */
public record ObservedObject(String kind, String namespace, String name, Map<String, Object> tree) {

    /** Whether both are the same object, at whatever time. */
    boolean isSameAs(ObservedObject other) {
        return name.equals(other.name)
                && namespace.equals(other.namespace)
                && kind.equals(other.kind);
    }

    /** What it is called in a message: {@code VirtualService bookinfo/reviews}. */
    String title() {
        return kind + " " + namespace + "/" + name;
    }
}
