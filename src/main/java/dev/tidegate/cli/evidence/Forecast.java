package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.rollout.RolloutPlan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a policy's evidence does to releases of a service: good canaries and worse ones, many of
 * each. The same for the same seed.
 *
 * @param policy with its steps
 * @param plan what it asks of its evidence
 * @param requestsPerSecond of the service, above 0
 * @param failures the share of stable's requests that fail, above 0 and below 1
 */
public record Forecast(
        RolloutPlan policy, AnalysisPlan plan, double requestsPerSecond, double failures) {

    /** As good as stable, and so many times as bad. */
    private static final List<Integer> TIMES = List.of(1, 2, 5, 10);

    private static final int LEAST = 20;
    private static final int MOST = 200;

    /** So many simulated seconds take about 20 s on two cores. */
    private static final double AFFORDED = 600_000;

    private static final String SLOWER = "slower-than-";

    /** How many releases of each kind are tried when nobody says. */
    public int releases() {
        return (int) Math.clamp(AFFORDED / trial(1).seconds(), LEAST, MOST);
    }

    /** The kinds of canaries; none can fail more often than always. */
    public List<Integer> kinds() {
        return TIMES.stream().filter(times -> times * failures <= 1).toList();
    }

    /** What becomes of each kind. */
    public List<Outlook> outlooks(int releases, long seed) {
        List<Outlook> outlooks = new ArrayList<>();
        for (int times : kinds()) {
            PolicyTrial trial = trial(times);
            List<PolicyTrial.Course> courses =
                    LongStream.range(seed, seed + releases)
                            .parallel()
                            .mapToObj(trial::run)
                            .toList();
            outlooks.add(Outlook.of(times, times * failures, courses));
        }
        return outlooks;
    }

    /** Releases of a canary that fails so many times as often. */
    public PolicyTrial trial(int times) {
        Latency latency = latency(plan);
        return new PolicyTrial(
                policy,
                plan,
                Scenario.of(
                        requestsPerSecond,
                        Behaviour.failing(times * failures).withLatency(latency),
                        Behaviour.failing(failures).withLatency(latency)));
    }

    /** A usual service's, at the boundaries that the plan looks at. */
    private static Latency latency(AnalysisPlan plan) {
        List<Integer> boundaries =
                plan.stakes().stream()
                        .flatMap(stake -> stake.metric().measures().stream())
                        .map(Measure::name)
                        .filter(name -> name.startsWith(SLOWER))
                        .map(name -> Integer.valueOf(name.substring(SLOWER.length())))
                        .sorted()
                        .toList();
        return new Latency(boundaries, boundaries.stream().map(Forecast::slower).toList());
    }

    /** The chance at the next boundary of the usual ones, and of the last one beyond it. */
    private static double slower(int boundary) {
        List<Integer> usual = Latency.USUAL.boundaries();
        int next =
                IntStream.range(0, usual.size())
                        .filter(i -> usual.get(i) >= boundary)
                        .findFirst()
                        .orElse(usual.size() - 1);
        return Latency.USUAL.slower().get(next);
    }
}
