package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Ramp;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.sandbox.peer.Tool;

import java.util.ArrayList;
import java.util.List;

/**
 * Who takes releases through the same traffic.
 *
 * @param name with its settings
 */
record Contestant(String name, Play play) {

    /** A release of a seed. */
    interface Play {
        Ramp.Course run(Scenario scenario, long seed);
    }

    /** Tidegate's evidence on errors, and each tool. */
    static List<Contestant> all() {
        List<Contestant> all = new ArrayList<>();
        all.add(
                new Contestant(
                        "Tidegate, until proven",
                        (scenario, seed) -> Ramp.of(scenario, Conditions.ERRORS).run(seed)));
        for (Tool tool : Tool.values()) {
            all.add(new Contestant(tool.title(), tool::run));
        }
        return all;
    }
}
