package dev.tidegate.cli.preview;

import dev.tidegate.core.event.Observation;

import java.util.ArrayList;
import java.util.List;

/** What the gate says, for a person. */
final class GateLines {

    private GateLines() {}

    /** Open or blocked, with each blocker on a line of its own. */
    static List<String> of(Observation.GatesSeen gate) {
        List<String> lines = new ArrayList<>();
        String stable = gate.stable().map(v -> ", stable " + v).orElse("");
        lines.add("gate   " + (gate.blockers().isEmpty() ? "open" : "blocked") + stable);
        gate.blockers().forEach(blocker -> lines.add("  - " + blocker));
        return lines;
    }

    /** What that means when nobody skips it. */
    static List<String> closed(Observation.GatesSeen gate) {
        String end =
                "Nothing is written while the gate is blocked; an alert or abort then ends it.";
        return gate.stable().isEmpty()
                ? List.of("", end)
                : List.of(
                        "",
                        end,
                        "--skip-gate shows what follows when somebody gives the command skip.");
    }
}
