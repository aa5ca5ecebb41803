package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Past;
import dev.tidegate.cli.evidence.Readout;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Incident;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.cli.traffic.Weights;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Grid;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.RatioTest;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.analysis.Terms;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Six minutes, a reading each, in which the weight goes from 5 to 50 % at second 90, when 5 % of
 * all requests begin to fail: the second reading holds both weights and both rates.
 */
public final class SpanningMove {

    private static final double THRESHOLD = Math.log(100);
    private static final Scenario MOVING =
            Scenario.of(100, Behaviour.failing(.005), Behaviour.failing(.005))
                    .withIncident(Incident.added(90, 1_000, .05));

    private SpanningMove() {}

    /** The canary is compared in all of them: 1 when it is rolled back, infinite when not. */
    public static double plainly(long seed) {
        RatioTest test = RatioTest.plain(Grid.STANDARD);
        for (Seen seen : minutes(seed)) {
            test = test.after(PlainRelease.tick(seen), Terms.PLAIN);
            if (test.logEvidence() >= THRESHOLD) {
                return 1;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The one that spans the move is dropped: 1 when it is rolled back, infinite when not. */
    public static double dropped(long seed) {
        AnalysisPlan plan = AnalysisPlan.STANDARD.only(Metric.ERRORS);
        Readout readout = new Readout(MOVING.stable().latency());
        SimulatedTraffic none = new SimulatedTraffic(MOVING, new SplittableRandom(seed));
        Evidence evidence = new Past(plan, readout).begin(none, 0, 1, .05, true);
        double from = 0;
        for (Seen seen : minutes(seed)) {
            if (from == 60) {
                evidence = evidence.moved(new Step(.5, Readout.at(90), true));
            }
            evidence = evidence.after(readout.interval(seen, from, from + 60));
            if (evidence.logSplit() >= plan.falseRollback().splitThreshold()) {
                return 1;
            }
            from += 60;
        }
        return Double.POSITIVE_INFINITY;
    }

    private static List<Seen> minutes(long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(MOVING, new SplittableRandom(seed));
        Weights weights = Weights.constant(.05).then(90, .5);
        List<Seen> ticks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Seen before = traffic.next(weights.at(traffic.second()), 30).getFirst();
            ticks.add(before.plus(traffic.next(weights.at(traffic.second()), 30).getFirst()));
        }
        return ticks;
    }
}
