package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Past;
import dev.tidegate.cli.evidence.Readout;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Baseline;
import dev.tidegate.core.analysis.Dispersion;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.MeasureEvidence;
import dev.tidegate.core.analysis.StakeEvidence;
import dev.tidegate.core.analysis.Step;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A release at 10 % whose evidence is lost again and again; what was learnt of stable is kept.
 *
 * @param seconds how long it is looked at, after as long of stable alone
 * @param each so many seconds it is lost
 * @param halved whether what is begun anew may err half as often
 */
record LosingRelease(
        Scenario scenario, AnalysisPlan plan, double seconds, double each, boolean halved) {

    private static final double WEIGHT = 0.1;

    double rolledBackAfter(long seed) {
        Readout readout = new Readout(scenario.stable().latency());
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        Evidence evidence = new Past(plan, readout).begin(traffic, seconds, 1, WEIGHT, true);
        double begun = seconds;
        while (traffic.second() < 2 * seconds) {
            if (traffic.second() >= begun + each) {
                begun = traffic.second();
                evidence = anew(evidence, Readout.at(begun));
            }
            double from = traffic.second();
            for (Seen seen : traffic.next(WEIGHT, 1)) {
                evidence = evidence.after(readout.interval(seen, from, traffic.second()));
            }
            if (evidence.logSplit() >= evidence.plan().falseRollback().splitThreshold()) {
                return traffic.second() - seconds;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private Evidence anew(Evidence lost, Instant now) {
        Map<String, Dispersion> known = new HashMap<>();
        for (StakeEvidence stake : lost.stakes()) {
            for (MeasureEvidence measure : stake.measures()) {
                known.put(measure.measure().name(), measure.dispersion());
            }
        }
        return Evidence.begin(
                lost.versions(),
                halved ? lost.plan().afterLoss() : lost.plan(),
                new Baseline(known),
                now,
                new Step(WEIGHT, now, true));
    }
}
