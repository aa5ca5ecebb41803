package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Past;
import dev.tidegate.cli.evidence.Readout;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Grid;
import dev.tidegate.core.analysis.RatioTest;
import dev.tidegate.core.analysis.Terms;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How the evidence on a canary that is as good as stable goes, for twenty minutes at 10 % after an
 * hour of stable alone.
 */
record GoodCanary(Scenario scenario, long seed) {

    static final double SECONDS = 1_200;

    private static final double BEFORE = 3_600;
    private static final double WEIGHT = 0.1;

    /** By the plain comparison: each request that fails for itself. */
    List<Point> plain() {
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        while (traffic.second() < BEFORE) {
            traffic.next(0, 1);
        }
        RatioTest test = RatioTest.plain(Grid.STANDARD);
        List<Point> course = new ArrayList<>();
        while (traffic.second() < BEFORE + SECONDS) {
            for (Seen seen : traffic.next(WEIGHT, 1)) {
                test = test.after(PlainRelease.tick(seen), Terms.PLAIN);
            }
            course.add(new Point(traffic.second() - BEFORE, test.logEvidence()));
        }
        return course;
    }

    /**
     * As it is in use.
     *
     * @param coin whether each request is told to be split for itself
     */
    List<Point> judged(AnalysisPlan plan, boolean coin) {
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        Readout readout = new Readout(scenario.stable().latency());
        Evidence evidence = new Past(plan, readout).begin(traffic, BEFORE, 1, WEIGHT, coin);
        List<Point> course = new ArrayList<>();
        while (traffic.second() < BEFORE + SECONDS) {
            double from = traffic.second();
            for (Seen seen : traffic.next(WEIGHT, 1)) {
                evidence = evidence.after(readout.interval(seen, from, traffic.second()));
            }
            course.add(new Point(traffic.second() - BEFORE, evidence.logSplit()));
        }
        return course;
    }
}
