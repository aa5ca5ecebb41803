package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.PlannedWrite;

import java.util.List;

/** A plan before anybody is asked who may write. */
record Draft(List<PlannedWrite> writes, List<String> problems) {
    Draft {
        writes = List.copyOf(writes);
        problems = List.copyOf(problems);
    }
}
