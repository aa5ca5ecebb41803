package dev.tidegate.core.analysis;

import java.time.Duration;
import java.util.List;

/**
 * What a release asks of its evidence; fixed before it begins.
 *
 * @param falseRollback the chance to roll back a canary that is not worse
 * @param tolerance how many times as often as stable the canary may fail, 1 to 100
 * @param stakes the metrics; their parts sum up to 1
 * @param warmup for so long from the beginning the canary may fail ten times as often
 * @param doubt the chance β to give a canary more traffic that is worse than allowed
 * @param harm how many bad requests the release may cost
 * @param lag from a request until a verdict on it has moved the traffic
 */
public record AnalysisPlan(
        FalseRollback falseRollback,
        double tolerance,
        List<Stake> stakes,
        Duration warmup,
        double doubt,
        double harm,
        Duration lag) {

    private static final double MOST_TOLERANCE = 100;
    private static final double WARM = 10;
    private static final double ROUNDING = 1e-9;

    /** Errors and latency, 1 % false rollbacks, 20 requests of harm. */
    public static final AnalysisPlan STANDARD =
            new AnalysisPlan(
                    FalseRollback.of(0.01),
                    1,
                    List.of(
                            new Stake(Metric.ERRORS, 0.75, 0.005),
                            new Stake(Metric.LATENCY, 0.25, 0.01)),
                    Duration.ZERO,
                    0.05,
                    20,
                    Duration.ofSeconds(12));

    public AnalysisPlan {
        stakes = List.copyOf(stakes);
        Checks.range("tolerance", tolerance, 1, MOST_TOLERANCE);
        Checks.chance("doubt", doubt);
        Checks.range("harm", harm, 0, Double.MAX_VALUE);
        Checks.notNegative("warmup", warmup);
        Checks.notNegative("lag", lag);
        double parts = stakes.stream().mapToDouble(Stake::part).sum();
        if (!(Math.abs(parts - 1) < ROUNDING)) {
            throw new IllegalArgumentException(
                    "metrics: their parts sum up to %s; make it 1".formatted(parts));
        }
        List<String> names =
                stakes.stream()
                        .flatMap(stake -> stake.metric().measures().stream())
                        .map(Measure::name)
                        .toList();
        names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "metrics: two of them measure \"%s\"; name each once"
                                            .formatted(name));
                        });
    }

    /** Of one metric alone. */
    public AnalysisPlan only(Metric metric) {
        return with(List.of(new Stake(metric, 1, 0.005)), falseRollback);
    }

    /** After the evidence was lost. */
    public AnalysisPlan afterLoss() {
        return with(stakes, falseRollback.afterLoss());
    }

    private AnalysisPlan with(List<Stake> metrics, FalseRollback chance) {
        return new AnalysisPlan(chance, tolerance, metrics, warmup, doubt, harm, lag);
    }

    public AnalysisPlan withWarmup(Duration time) {
        return new AnalysisPlan(falseRollback, tolerance, stakes, time, doubt, harm, lag);
    }

    /** How many times as often the canary may fail at an age of the release. */
    double toleranceAt(Duration age) {
        return age.compareTo(warmup) < 0 ? Math.max(WARM, tolerance) : tolerance;
    }
}
