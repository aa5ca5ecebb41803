package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Judge;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.analysis.Verdict;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * A release that gets more traffic as it is proven, until all of it; a reading each second.
 *
 * @param before seconds in which stable alone was seen
 * @param from the first weight, above 0 and below 1
 * @param dwell seconds at a weight, at least
 * @param propagation seconds until a weight is settled
 * @param most seconds after which it is given up
 */
public record Ramp(
        Scenario scenario,
        AnalysisPlan plan,
        double before,
        double from,
        double dwell,
        double propagation,
        double most) {

    /** An hour of stable alone; from 1 %, half a minute at a weight, given up after an hour. */
    public static Ramp of(Scenario scenario, AnalysisPlan plan) {
        return new Ramp(scenario, plan, 3_600, 0.01, 30, 10, 3_600);
    }

    /** With another time before the release. */
    public Ramp after(double next) {
        return new Ramp(scenario, plan, next, from, dwell, propagation, most);
    }

    /** From another first weight, above 0 and below 1. */
    public Ramp from(double next) {
        return new Ramp(scenario, plan, before, next, dwell, propagation, most);
    }

    /** Given up after another time. */
    public Ramp lasting(double next) {
        return new Ramp(scenario, plan, before, from, dwell, propagation, next);
    }

    /**
     * How it went.
     *
     * @param seconds until its end
     * @param end which it was
     * @param canaryFailures the failed requests of the canary
     */
    public record Course(double seconds, End end, long canaryFailures) {}

    /** How a release ends. */
    public enum End {
        PROMOTED,
        ROLLED_BACK,
        HELD
    }

    /** The release of a seed. */
    public Course run(long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        Readout readout = new Readout(scenario.stable().latency());
        Past past = new Past(plan, readout);
        Evidence evidence = past.begin(traffic, before, 1, from, true);
        double moved = before;
        long failures = 0;
        while (traffic.second() < before + most) {
            double second = traffic.second();
            double weight = evidence.step().weight();
            boolean more = false;
            for (Seen seen : traffic.next(weight, 1)) {
                failures += seen.canary().failed();
                more |= seen.canary().requests() > 0;
                evidence = evidence.after(readout.interval(seen, second, traffic.second()));
            }
            Instant now = Readout.at(traffic.second());
            double dwelt = traffic.second() - moved;
            if (mayBeWorse(evidence) && Judge.verdict(evidence, now) instanceof Verdict.Worse) {
                return new Course(traffic.second() - before, End.ROLLED_BACK, failures);
            }
            if (weight >= 1 && dwelt >= dwell) {
                return new Course(traffic.second() - before, End.PROMOTED, failures);
            }
            // a judgment takes long, so only where it may change something
            if (dwelt >= dwell
                    && more
                    && Judge.verdict(evidence, now) instanceof Verdict.Proven proven) {
                moved = traffic.second();
                Instant settled = Readout.at(moved + propagation);
                evidence = evidence.moved(new Step(proven.weight(), settled, true));
            }
        }
        return new Course(most, End.HELD, failures);
    }

    private boolean mayBeWorse(Evidence evidence) {
        return evidence.step().weight() >= 1
                ? evidence.logBake() >= plan.falseRollback().bakeThreshold()
                : evidence.logSplit() >= plan.falseRollback().splitThreshold();
    }
}
