package dev.tidegate.core.route;

import dev.tidegate.core.text.Reason;

import java.util.List;
import java.util.Optional;

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
     * The writes that take the canary's traffic away: each is made whatever becomes of the others.
     *
     * @param problems where the canary keeps traffic that no write can take away
     */
    record Retreat(List<PlannedWrite> writes, List<String> problems) implements RoutePlan {
        public Retreat {
            writes = List.copyOf(writes);
            problems = problems.stream().map(Reason::of).toList();
        }
    }

    /**
     * The routes cannot be made so.
     *
     * @param problem what is there, what was looked for, what to do
     */
    record Broken(String problem) implements RoutePlan {
        public Broken {
            problem = Reason.of(problem);
        }
    }

    /**
     * A newer revision of the same rollout, or a newer rollout, has written already: this writer
     * stops.
     *
     * @param by which object was written by which newer one, for a message
     * @param other the newer rollout; empty when it is the same one
     */
    record Fenced(String by, Optional<Writer> other) implements RoutePlan {}
}
