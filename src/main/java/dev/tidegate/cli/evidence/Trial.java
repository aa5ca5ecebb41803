package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;

import java.util.SplittableRandom;

/**
 * A release that stays at one weight, looked at after each reading.
 *
 * @param before seconds in which stable alone was seen
 * @param weight of the canary, above 0 and below 1
 * @param seconds how long it is looked at
 * @param reading seconds between two readings of a proxy
 * @param coin whether each request is told to be split for itself
 */
public record Trial(
        Scenario scenario,
        AnalysisPlan plan,
        double before,
        double weight,
        double seconds,
        double reading,
        boolean coin) {

    /** An hour of stable alone, then one at a weight; a reading each second. */
    public static Trial of(Scenario scenario, AnalysisPlan plan, double weight) {
        return new Trial(scenario, plan, 3_600, weight, 3_600, 1, true);
    }

    /** With another time before the release. */
    public Trial after(double next) {
        return new Trial(scenario, plan, next, weight, seconds, reading, coin);
    }

    /** Looked at for another time. */
    public Trial lasting(double next) {
        return new Trial(scenario, plan, before, weight, next, reading, coin);
    }

    /** With readings at another distance. */
    public Trial readEach(double next) {
        return new Trial(scenario, plan, before, weight, seconds, next, coin);
    }

    /** Told that users stick to their version. */
    public Trial sticky() {
        return new Trial(scenario, plan, before, weight, seconds, reading, false);
    }

    /** The seconds until the canary is rolled back; infinite when it never is. */
    public double rolledBackAfter(long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        Readout readout = new Readout(scenario.stable().latency());
        Evidence evidence = new Past(plan, readout).begin(traffic, before, reading, weight, coin);
        double most = plan.falseRollback().splitThreshold();
        while (traffic.second() < before + seconds) {
            double from = traffic.second();
            for (Seen seen : traffic.next(weight, reading)) {
                evidence = evidence.after(readout.interval(seen, from, traffic.second()));
            }
            if (evidence.logSplit() >= most) {
                return traffic.second() - before;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
