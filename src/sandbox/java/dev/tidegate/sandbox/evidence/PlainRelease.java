package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.Served;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.Grid;
import dev.tidegate.core.analysis.RatioTest;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Terms;
import dev.tidegate.core.analysis.Tick;

import java.util.SplittableRandom;

/**
 * The comparison without any care: each tick as it comes.
 *
 * @param times how often each observer is counted
 */
public record PlainRelease(Scenario scenario, double weight, double seconds, int times) {

    /** The seconds until the canary is rolled back; infinite when it never is. */
    public double rolledBackAfter(long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        RatioTest test = RatioTest.plain(Grid.STANDARD);
        while (traffic.second() < seconds) {
            for (Seen seen : traffic.next(weight, 1)) {
                for (int i = 0; i < times; i++) {
                    test = test.after(tick(seen), Terms.PLAIN);
                }
            }
            if (test.logEvidence() >= Math.log(100)) {
                return traffic.second();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** What a proxy saw, as the comparison takes it. */
    public static Tick tick(Seen seen) {
        return new Tick(tally(seen.canary()), tally(seen.stable()));
    }

    private static Tally tally(Served served) {
        return new Tally(served.requests(), served.failed());
    }
}
