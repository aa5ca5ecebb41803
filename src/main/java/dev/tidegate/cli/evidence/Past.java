package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Baseline;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Step;

import java.time.Instant;
import java.util.List;

/**
 * What is learnt of stable before the release.
 *
 * @param plan that tells what is looked at
 */
public record Past(AnalysisPlan plan, Readout readout) {

    /**
     * Lets the traffic run with stable alone, and begins the evidence.
     *
     * @param until the second at which the release begins
     * @param reading seconds between two readings
     * @param weight the first one of the canary
     * @param coin whether each request is split for itself
     */
    public Evidence begin(
            SimulatedTraffic traffic, double until, double reading, double weight, boolean coin) {
        Baseline baseline = Baseline.NONE;
        List<Measure> measures =
                plan.stakes().stream()
                        .flatMap(stake -> stake.metric().measures().stream())
                        .toList();
        while (traffic.second() < until) {
            double from = traffic.second();
            for (Seen seen : traffic.next(0, reading)) {
                baseline =
                        baseline.after(
                                readout.interval(seen, from, traffic.second()),
                                Readout.VERSIONS.stable(),
                                measures);
            }
        }
        Instant began = Readout.at(until);
        return Evidence.begin(
                Readout.VERSIONS, plan, baseline, began, new Step(weight, began, coin));
    }
}
