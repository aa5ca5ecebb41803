package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Incident;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.Served;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.Grid;
import dev.tidegate.core.analysis.RatioTest;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Terms;
import dev.tidegate.core.analysis.Tick;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A good canary at 10 % during an incident of both, counted by readings each 15 s of which stable's
 * are earlier: in one of them the incident may have begun for the canary only.
 *
 * @param earlier by so many seconds, 0 to 15
 */
record SkewedScrapes(int earlier) {

    static final int SECONDS = 1_200;

    private static final double WEIGHT = 0.1;
    private static final int READING = 15;
    private static final int BEGINS = 300;
    private static final int LASTS = 60;
    private static final double THRESHOLD = Math.log(100);
    private static final Behaviour GOOD = Behaviour.failing(.001);

    /** It begins at another time of each seed. */
    private static Scenario incident(long seed) {
        int from = BEGINS + Math.floorMod(seed, READING);
        return Scenario.of(100, GOOD, GOOD).withIncident(Incident.times(from, from + LASTS, 100));
    }

    double rolledBackAfter(long seed) {
        return course(seed).stream()
                .filter(point -> point.logOdds() >= THRESHOLD)
                .findFirst()
                .map(Point::second)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** What the plain comparison makes of it. */
    List<Point> course(long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(incident(seed), new SplittableRandom(seed));
        List<Seen> seconds = new ArrayList<>();
        while (traffic.second() < SECONDS) {
            seconds.add(traffic.next(WEIGHT, 1).getFirst());
        }
        List<Point> course = new ArrayList<>();
        RatioTest test = RatioTest.plain(Grid.STANDARD);
        for (int end = 2 * READING; end <= SECONDS; end += READING) {
            Tally canary = Tally.NONE;
            Tally stable = Tally.NONE;
            for (int at = end - READING; at < end; at++) {
                canary = canary.plus(tally(seconds.get(at).canary()));
                stable = stable.plus(tally(seconds.get(at - earlier).stable()));
            }
            test = test.after(new Tick(canary, stable), Terms.PLAIN);
            course.add(new Point(end, test.logEvidence()));
        }
        return course;
    }

    private static Tally tally(Served served) {
        return new Tally(served.requests(), served.failed());
    }
}
