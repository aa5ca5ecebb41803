package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Judge;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.UntilProven;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Releases by a policy's own steps; a reading each second, looked at at once. The bake is looked at
 * for an hour at most, and a release for a day.
 *
 * @param policy with steps whose pauses are taken to be ended at once
 * @param plan what is asked of the evidence
 */
public record PolicyTrial(RolloutPlan policy, AnalysisPlan plan, Scenario scenario) {

    /** An hour is known of stable. */
    private static final double BEFORE = 3_600;

    private static final double LONGEST_BAKE = 3_600;
    private static final double LONGEST = 86_400;

    /** How a release ends. */
    public enum End {
        PROMOTED,
        ROLLED_BACK,
        HELD
    }

    /**
     * How one went. Times are seconds since the first traffic of the canary.
     *
     * @param found until the evidence found the canary worse; infinite when it did not
     * @param whole until it had all traffic; infinite when it had not
     * @param harm how many of its requests failed until then that would not have with stable, in
     *     the mean
     */
    public record Course(End end, double found, double whole, double harm) {}

    /** How the release of a seed went. */
    public Course run(long seed) {
        return run(seed, (second, evidence) -> {});
    }

    /** The same, watched. */
    public Course run(long seed, Watcher watcher) {
        return new Release(seed).run(watcher);
    }

    /** How many seconds of traffic a release may take, as far as the policy says. */
    public double seconds() {
        double holds =
                policy.steps().stream()
                        .mapToDouble(step -> Math.max(1, step.hold().toMillis() / 1e3))
                        .sum();
        return BEFORE + Math.min(LONGEST, holds + bake());
    }

    private double bake() {
        return Math.min(LONGEST_BAKE, policy.bake().toMillis() / 1e3);
    }

    /** One release. */
    private final class Release {

        private final Stages stages = new Stages(policy.steps());
        private final Readout readout = Readout.of(plan, scenario.stable().latency());
        private final double excess = scenario.canary().failures() - scenario.stable().failures();
        private final SimulatedTraffic traffic;
        private Evidence evidence;
        private int stage;
        private double moved = BEFORE;
        private double asked;
        private double harm;
        private double whole = Double.POSITIVE_INFINITY;

        Release(long seed) {
            traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
            evidence = new Past(plan, readout).begin(traffic, BEFORE, 1, 0, true);
            go(0);
        }

        private void go(int next) {
            stage = next;
            moved = traffic.second();
            Instant settled = Readout.at(moved + policy.propagation().toMillis() / 1e3);
            evidence = evidence.moved(new Step(stages.weight(next), settled, stages.coin(next)));
            if (evidence.step().weight() >= 1 && whole == Double.POSITIVE_INFINITY) {
                whole = moved - BEFORE;
            }
        }

        Course run(Watcher watcher) {
            while (traffic.second() < BEFORE + LONGEST) {
                read();
                double second = traffic.second();
                watcher.at(second - BEFORE, evidence);
                if (evidence.worse()) {
                    return new Course(End.ROLLED_BACK, second - BEFORE, whole, harm);
                }
                double lasted = second - moved;
                if (stage == stages.steps().size() - 1) {
                    if (lasted >= bake()) {
                        return over(End.PROMOTED);
                    }
                    continue;
                }
                double proven = asks(lasted) ? Judge.provenWeight(evidence) : 0;
                switch (stages.next(stage, lasted, proven)) {
                    case Next.Stays _ -> {}
                    case Next.Goes goes -> go(goes.stage());
                    case Next.Ends ends -> {
                        return over(
                                ends.then() == UntilProven.Then.ROLLBACK
                                        ? End.ROLLED_BACK
                                        : End.HELD);
                    }
                }
            }
            return over(End.HELD);
        }

        /** Each second, and less often the longer it lasts: what comes 2 % later is no later. */
        private boolean asks(double lasted) {
            boolean due = stages.asks(stage, lasted) && traffic.second() >= asked + lasted / 50;
            asked = due ? traffic.second() : asked;
            return due;
        }

        private void read() {
            double from = traffic.second();
            for (Seen seen : traffic.next(evidence.step().weight(), 1)) {
                harm += seen.canary().requests() * excess;
                evidence = evidence.after(readout.interval(seen, from, traffic.second()));
            }
        }

        private Course over(End end) {
            return new Course(end, Double.POSITIVE_INFINITY, whole, harm);
        }
    }
}
