package dev.tidegate.core.analysis;

import java.util.List;

/**
 * What a verdict rests on.
 *
 * @param measure that says most against the canary
 * @param counts what it has counted: at 100 % of this step, else of the release
 * @param logEvidence ln E of all metrics
 * @param threshold ln E at which the canary is worse
 * @param bounds one for each metric; none at 100 %
 */
public record Findings(
        Measure measure, Tick counts, double logEvidence, double threshold, List<Excess> bounds) {

    public Findings {
        bounds = List.copyOf(bounds);
    }

    boolean worse() {
        return logEvidence >= threshold;
    }
}
