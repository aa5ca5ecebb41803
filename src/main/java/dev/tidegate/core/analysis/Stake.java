package dev.tidegate.core.analysis;

/**
 * A metric with its part of the stakes, fixed before the release. E of all is the sum of the parts
 * times the E of each, which is an e-process as well, and never weaker than Bonferroni's
 * correction.
 *
 * @param part above 0, at most 1; those of a release sum up to 1
 * @param excess by which share of the requests the canary may be worse at 100 %: above 0, below 1
 */
public record Stake(Metric metric, double part, double excess) {

    public Stake {
        if (!(part > 0 && part <= 1)) {
            throw new IllegalArgumentException(
                    "metrics.%s: a part of %s is out of range; use more than 0 and at most 1"
                            .formatted(metric.name(), part));
        }
        Checks.chance("metrics.%s.excess".formatted(metric.name()), excess);
    }
}
