package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Past;
import dev.tidegate.cli.evidence.Readout;
import dev.tidegate.cli.traffic.ProxyCounters;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Observed;
import dev.tidegate.core.analysis.Observers;

import java.util.SplittableRandom;

/**
 * A release at 10 % each reading of which is told twice; what an observer told already counts once.
 *
 * @param before seconds in which stable alone was seen
 * @param seconds how long it is looked at
 */
record TwiceRead(Scenario scenario, AnalysisPlan plan, double before, double seconds) {

    private static final double WEIGHT = 0.1;

    double rolledBackAfter(long seed) {
        Readout readout = new Readout(scenario.stable().latency());
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        Evidence evidence = new Past(plan, readout).begin(traffic, before, 1, WEIGHT, true);
        ProxyCounters counters = new ProxyCounters();
        Observers observers = Observers.NONE;
        while (traffic.second() < before + seconds) {
            for (Seen seen : traffic.next(WEIGHT, 1)) {
                Seen counted = counters.count(seen);
                for (int i = 0; i < 2; i++) {
                    Observed observed =
                            observers.observe(readout.reading(counted, traffic.second()));
                    observers = observed.observers();
                    if (observed instanceof Observed.Counted interval) {
                        evidence = evidence.after(interval.interval());
                    }
                }
            }
            if (evidence.logSplit() >= plan.falseRollback().splitThreshold()) {
                return traffic.second() - before;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
