package dev.tidegate.core.route;

import java.util.List;

/** What the planner found. */
public sealed interface RoutePlan {

    /**
     * The writes that make the routes as wanted, in the order they must be made; empty when they
     * are so already.
     */
    record Writes(List<PlannedWrite> writes) implements RoutePlan {
        public Writes {
            writes = List.copyOf(writes);
        }
    }

    /**
     * The routes cannot be made so.
     *
     * @param problem what is there, what was looked for, what to do
     */
    record Broken(String problem) implements RoutePlan {}

    /**
     * A newer revision of the same rollout, or a newer rollout, has written already: this writer
     * stops.
     */
    record Fenced(String by) implements RoutePlan {}
}
